"""How secret a record is: it decides who may see it, and how it goes out."""

from enum import StrEnum


class Classification(StrEnum):
    OPEN = "open"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
