"""The register: who we are, our units and groups, and the people in them."""
