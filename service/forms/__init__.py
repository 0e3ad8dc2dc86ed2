"""The questions we can ask: marshmallow fields that carry their wording and widget."""
