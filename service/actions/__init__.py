"""Everything that a person, a program or a clock can ask this service to do."""
