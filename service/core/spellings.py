"""How days, months, seasons and weeks are spelled in Swedish and English."""

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "mars march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "måndagen måndag mån monday mon",
            "tisdagen tisdag tis tuesday tues tue",
            "onsdagen onsdag ons wednesday wed",
            "torsdagen torsdag tors tor thursday thurs thu",
            "fredagen fredag fre friday fri",
            "lördagen lördag lör saturday sat",
            "söndagen söndag sön sunday sun",
        )
    )
    for name in names.split()
}
# The working year as Swedish committees count it: a meeting on 14 December 2020 stands
# under "hösten 2020". Each season is its first month and how many months it lasts.
SEASONS = {
    name: months
    for names, months in (
        ("våren vår vårterminen spring", (1, 6)),
        ("sommaren sommar summer", (6, 3)),
        ("hösten höst höstterminen autumn fall", (8, 5)),
        ("vintern vinter winter", (12, 3)),
    )
    for name in names.split()
}

_YEAR = r"(?P<year>[0-9]{4})"
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)})\.?,? (?:den |the )?)?"
_DAY = r"(?P<day>[0-9]{1,2})(?::?[ea]|st|nd|rd|th)?"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})\.?"

DAY = tuple(
    re.compile(_WEEKDAY + rest)
    for rest in (
        rf"{_YEAR}-(?P<month>[0-9]{{1,2}})-{_DAY}",
        r"(?P<year>(?:[0-9]{2}){1,2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        rf"{_DAY}\.? (?:of )?{_MONTH}(?:,? {_YEAR})?",
        rf"{_MONTH} {_DAY}(?:,? {_YEAR})?",
        rf"{_DAY}/(?P<month>[0-9]{{1,2}})(?:[ /-]{_YEAR})?",
    )
)
MONTH = (
    re.compile(rf"{_MONTH}(?: {_YEAR})?"),
    re.compile(rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])"),
)
SEASON = (
    re.compile(
        rf"(?P<season>{'|'.join(SEASONS)})(?: (?:of )?{_YEAR}(?:[/–-][0-9]{{2,4}})?)?"
    ),
)
WEEK = (
    re.compile(rf"(?:vecka|week|v\.?) ?(?P<week>[0-9]{{1,2}})(?:,? {_YEAR})?"),
    re.compile(rf"{_YEAR}-w(?P<week>[0-9]{{2}})"),
)
YEAR = (re.compile(rf"(?:år(?:et)? )?{_YEAR}"),)

MEETING = re.compile(
    r"\b(?:nästa|nästkommande|kommande|next) (?:.* )?\w*(?:möte|meeting)\w*$"
)
# Days that are told by the one they are written on, and how many days they are off it.
NEAR_TODAY = {
    name: days
    for days, names in (
        (-1, ("i går", "igår", "yesterday")),
        (0, ("i dag", "idag", "today")),
        (1, ("i morgon", "imorgon", "tomorrow")),
    )
    for name in names
}
OPEN = frozenset(
    {
        "tills vidare",
        "löpande",
        "until further notice",
        "ongoing",
        "continuous",
        "continuously",
    }
)
# Words in front that say how a time is meant, not which time it is.
LEAD = re.compile(
    r"(?:(?:senast|före|innan|efter|under|omkring|kring|runt|cirka|ca|från och med|"
    r"till och med|från|till|i|på|den|slutet av|mitten av|början av|no later than|"
    r"at the latest|by|before|after|until|during|around|from|in|on|at|the|end of|"
    r"middle of|beginning of)\s+)+"
)
