"""What goes in and out of the API, as marshmallow schemas and so as OpenAPI too."""
