"""Draw the pictures of this example: `python examples/designer/make_pictures.py`, with Chromium installed.

Every picture is an SVG put together here, opened in Chromium and saved with a palette of its own. The people,
products and screens in them are made up.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent / "content" / "images"
SANS = "font-family='DejaVu Sans, Verdana, sans-serif'"


def rect(x: float, y: float, w: float, h: float, fill: str, r: float = 0, more: str = "") -> str:
    return f"<rect x='{x}' y='{y}' width='{w}' height='{h}' rx='{r}' fill='{fill}' {more}/>"


def text(x: float, y: float, words: str, size: float, fill: str = "#222", more: str = "") -> str:
    return f"<text x='{x}' y='{y}' font-size='{size}' fill='{fill}' {SANS} {more}>{escape(words)}</text>"


def bold(x: float, y: float, words: str, size: float, fill: str = "#222", more: str = "") -> str:
    return text(x, y, words, size, fill, f"font-weight='700' {more}")


def circle(x: float, y: float, r: float, fill: str, more: str = "") -> str:
    return f"<circle cx='{x}' cy='{y}' r='{r}' fill='{fill}' {more}/>"


def line(points: Sequence[tuple[float, float]], stroke: str, width: float = 3, more: str = "") -> str:
    path = " ".join(f"{x},{y}" for x, y in points)
    return f"<polyline points='{path}' fill='none' stroke='{stroke}' stroke-width='{width}' {more}/>"


def button(x: float, y: float, w: float, words: str, fill: str, ink: str = "#fff") -> str:
    centred = "text-anchor='middle'"
    return rect(x, y, w, 40, fill, 20) + bold(x + w / 2, y + 26, words, 15, ink, centred)


def phone(x: float, y: float, screen: str, paper: str = "#fff", turn: float = 0) -> str:
    """A phone whose screen is 260 by 520."""
    inside = f"<svg x='10' y='10' width='260' height='520'>{rect(0, 0, 260, 520, paper)}{screen}</svg>"
    body = rect(0, 0, 280, 540, "#16181d", 34) + f"<g clip-path='inset(10px round 26px)'>{inside}</g>"
    return f"<g transform='translate({x} {y}) rotate({turn})'>{body}</g>"


def rows(y: float, items: Sequence[tuple[str, str, str]], ink: str = "#1d2b26") -> str:
    """A list as screens have it: a disc of a colour, a title, a line below it."""
    parts = []
    for number, (colour, title, below) in enumerate(items):
        top = y + number * 66
        parts.append(rect(14, top, 232, 56, "#ffffff", 12, "stroke='#e2e6e1'"))
        parts.append(circle(44, top + 28, 15, colour))
        parts.append(bold(70, top + 25, title, 14, ink) + text(70, top + 43, below, 11.5, "#66706b"))
    return "".join(parts)


# --- Trellis ------------------------------------------------------------------------------------------

GREEN, LEAF, SUN = "#1f5c46", "#dfece0", "#e0a13b"


def trellis_today() -> str:
    head = rect(0, 0, 260, 168, GREEN) + text(18, 50, "Thursday, 22 October", 12, "#bcd6c8")
    head += bold(18, 80, "Good morning, Rosa", 18.5, "#fff")
    head += text(18, 102, "3 jobs are open in your garden", 12.5, "#dcebe2") + button(
        18, 116, 120, "Show me", SUN
    )
    jobs = [
        ("#3f8a66", "Water bed 4", "20 min, with Ade"),
        ("#77a58c", "Turn compost", "anybody, until Sunday"),
    ]
    return head + rows(
        184,
        [*jobs, ("#a8c4b4", "Pick beans", "needs two"), ("#cfdcd3", "Seed swap", "Saturday, at the gate")],
    )


def trellis_job() -> str:
    parts = text(18, 44, "‹ Jobs", 14, GREEN) + bold(18, 86, "Water bed 4", 24, "#1d2b26")
    parts += text(18, 110, "20 minutes · before 10 in the morning", 12, "#66706b")
    parts += (
        rect(18, 130, 224, 130, LEAF, 14) + circle(70, 196, 34, "#9cc4a8") + circle(128, 206, 26, "#7db08d")
    )
    parts += circle(186, 190, 40, "#b8d6bf") + rect(18, 236, 224, 24, "#8a6a45", 8)
    steps = ("Can behind the shed", "Two cans, at the roots", "Skip it if the soil is dark")
    for number, step in enumerate(steps, start=1):
        y = 262 + number * 38
        parts += circle(34, y, 13, GREEN) + bold(34, y + 5, str(number), 13, "#fff", "text-anchor='middle'")
        parts += text(58, y + 5, step, 13.5, "#1d2b26")
    return (
        parts
        + button(18, 424, 224, "I'll do it", GREEN)
        + text(130, 492, "Ask Ade", 14, GREEN, "text-anchor='middle'")
    )


def trellis_done() -> str:
    parts = rect(0, 0, 260, 520, GREEN) + circle(130, 200, 96, "#2c7359") + circle(130, 200, 62, "#3f8a66")
    parts += line([(104, 200), (124, 222), (160, 178)], "#fff", 10, "stroke-linecap='round'")
    parts += bold(130, 350, "Bed 4 is watered", 22, "#fff", "text-anchor='middle'")
    parts += text(130, 378, "Ade and Mrs Lindqvist can see it.", 13, "#cfe3d8", "text-anchor='middle'")
    return parts + button(40, 430, 180, "Back to jobs", SUN)


def trellis() -> str:
    scene = (
        rect(0, 0, 1600, 1000, "#e9f1e6")
        + circle(1240, 240, 460, "#d3e4d4")
        + circle(180, 1010, 420, "#ecd9a8")
    )
    scene += bold(120, 300, "Trellis", 132, GREEN)
    scene += text(126, 372, "Who does what, when,", 38, "#3d5a4e") + text(
        126, 424, "and who has the key.", 38, "#3d5a4e"
    )
    scene += f"<g transform='translate(700 190) scale(1.24)'>{phone(0, 60, trellis_today(), '#f4f7f3')}</g>"
    scene += f"<g transform='translate(965 120) scale(1.3)'>{phone(0, 0, trellis_job())}</g>"
    return scene + f"<g transform='translate(1235 230) scale(1.2)'>{phone(0, 60, trellis_done())}</g>"


def workshop() -> str:
    """The wall after the first workshop: notes of three colours, sorted in columns."""
    scene = rect(0, 0, 1600, 900, "#c9a879")
    scene += "".join(rect(0, y, 1600, 2, "#b99463") for y in range(40, 900, 74))
    columns: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (
        (
            "Before",
            (
                ("#fff3b0", "Is anybody there|today?"),
                ("#fff3b0", "I ask in the chat"),
                ("#fbd3dc", "140 messages|since Monday"),
            ),
        ),
        (
            "At the gate",
            (
                ("#fbd3dc", "I was locked out"),
                ("#fbd3dc", "The key is at|Rosa's. Or Ade's."),
                ("#fff3b0", "Which gate?"),
            ),
        ),
        (
            "In the bed",
            (
                ("#cfe6f7", "Somebody watered|already"),
                ("#fbd3dc", "Two of us came|for one bed"),
                ("#cfe6f7", "A list on the shed"),
            ),
        ),
        (
            "After",
            (("#fff3b0", "Who do I tell?"), ("#cfe6f7", "A photo is enough"), ("#fff3b0", "Nobody noticed")),
        ),
    )
    for column, (title, notes) in enumerate(columns):
        x = 70 + column * 382
        scene += rect(x, 50, 320, 62, "#fbfaf6", 4) + bold(x + 22, 92, title, 30, "#3a2d1c")
        for row, (colour, words) in enumerate(notes):
            turn, y = ((column * 3 + row * 5) % 7) - 3, 150 + row * 244
            note = rect(0, 0, 300, 210, colour) + rect(120, -12, 60, 24, "#ffffff88")
            note += "".join(
                text(26, 90 + n * 42, part, 29, "#33302a") for n, part in enumerate(words.split("|"))
            )
            scene += f"<g transform='translate({x + 10} {y}) rotate({turn} 150 105)'>{note}</g>"
    return scene


def journey() -> str:
    """A newcomer's first month as a line that rises and falls over five stages."""
    scene = rect(0, 0, 1600, 860, "#ffffff")
    stages = ("Hears of it", "First visit", "Takes a job", "Gets stuck", "Comes back")
    does = (
        "Poster at the library",
        "Finds the gate locked",
        "Signs the board",
        "Two people came",
        "A text on Friday",
    )
    says = (
        "“Do I need tools?”",
        "“Am I early?”",
        "“Is this one mine?”",
        "“Nobody told me.”",
        "“That was easy.”",
    )
    moods = (210, 330, 190, 390, 150)
    for n, stage in enumerate(stages):
        x = 60 + n * 300
        scene += rect(x, 50, 280, 64, ("#1f5c46", "#2c7359", "#45876d", "#6a9f89", "#8fb8a5")[n], 6)
        scene += bold(x + 140, 91, stage, 27, "#fff", "text-anchor='middle'")
        for row, (words, colour) in enumerate(((does[n], "#eef4ef"), (says[n], "#fdf5dd"))):
            scene += rect(x, 520 + row * 150, 280, 120, colour, 6)
            scene += text(x + 140, 588 + row * 150, words, 23, "#2b2b26", "text-anchor='middle'")
    points = [(200 + n * 300, mood + 60) for n, mood in enumerate(moods)]
    curve = f"M {points[0][0]} {points[0][1]} " + " ".join(
        f"C {a[0] + 150} {a[1]} {b[0] - 150} {b[1]} {b[0]} {b[1]}" for a, b in itertools.pairwise(points)
    )
    scene += (
        line([(60, 300), (1540, 300)], "#dcdcd6", 2)
        + f"<path d='{curve}' fill='none' stroke='{GREEN}' stroke-width='7'/>"
    )
    for (x, y), word in zip(points, ("hopeful", "unsure", "proud", "cross", "at home"), strict=True):
        scene += circle(x, y, 15, GREEN if y < 340 else SUN)
        scene += text(x, y - 30 if y < 340 else y + 52, word, 24, "#444", "text-anchor='middle'")
    return scene


def old_portal() -> str:
    scene = (
        rect(0, 0, 780, 1100, "#d8d8d8")
        + rect(0, 0, 780, 110, "#b3b3b3")
        + bold(40, 70, "GARDEN PORTAL v2", 34, "#444")
    )
    names = (
        "WATER BED 4",
        "TURN COMPOST",
        "PICK BEANS",
        "SEED SWAP",
        "WATER BED 7",
        "MEND FENCE",
        "LABEL BEDS",
        "SORT TOOLS",
    )
    for n, name in enumerate(names):
        y = 130 + n * 118
        scene += rect(20, y, 740, 106, "#e8e8e8" if n % 2 else "#dedede")
        scene += bold(44, y + 46, f"{n + 1:03} {name}", 25, "#2b3fae")
        scene += text(44, y + 80, f"Status: OPEN / Owner: n/a / Ref 00{4100 + n * 7}", 19, "#666")
        scene += rect(630, y + 30, 106, 46, "#c6c6c6", 3, "stroke='#999'") + text(
            683, y + 60, "SELECT", 18, "#333", "text-anchor='middle'"
        )
    return scene


def new_portal() -> str:
    scene = rect(0, 0, 780, 1100, "#f4f7f3")
    return scene + f"<g transform='scale(3)'><svg width='260' height='367'>{trellis_today()}</svg></g>"


# --- Ferrywise ------------------------------------------------------------------------------------------

SEA, FOAM, CORAL = "#134b73", "#dbeaf3", "#ef7f5b"


def ferry_ticket() -> str:
    parts = (
        rect(0, 0, 260, 520, FOAM) + bold(18, 56, "Your boat", 22, SEA) + rect(14, 76, 232, 300, "#fff", 18)
    )
    parts += text(32, 112, "LEAVES IN", 11, "#6d8494") + bold(32, 160, "12 min", 42, SEA)
    parts += rect(32, 180, 196, 64, CORAL, 12) + bold(
        130, 222, "Pier 3, left gate", 19, "#fff", "text-anchor='middle'"
    )
    parts += line([(32, 268), (228, 268)], "#c8d8e2", 2, "stroke-dasharray='6 6'")
    parts += text(32, 298, "North Point → Harbor", 14, "#20394a") + text(
        32, 322, "1 adult, 1 bicycle", 13, "#6d8494"
    )
    parts += "".join(rect(32 + n * 8, 336, (n * 7) % 5 + 1, 28, "#20394a") for n in range(24))
    return parts + button(14, 396, 232, "I'm at the wrong pier", SEA)


def ferry_walk() -> str:
    parts = (
        rect(0, 0, 260, 520, "#eef4f8")
        + "<path d='M 0 300 C 80 260 160 360 260 300 L 260 520 L 0 520 Z' fill='#a9cde2'/>"
    )
    for n, x in enumerate((44, 110, 176)):
        parts += rect(x, 330, 40, 150, CORAL if n == 2 else "#ffffff", 6)
        parts += bold(x + 20, 364, str(n + 1), 20, "#fff" if n == 2 else SEA, "text-anchor='middle'")
    parts += line(
        [(40, 210), (110, 230), (190, 270), (196, 326)],
        SEA,
        6,
        "stroke-dasharray='2 12' stroke-linecap='round'",
    )
    parts += (
        circle(40, 210, 12, SEA) + rect(14, 40, 232, 96, "#fff", 16) + bold(32, 84, "4 min on foot", 22, SEA)
    )
    return parts + text(32, 112, "The boat waits for step-free riders", 11.5, "#6d8494")


def ferrywise() -> str:
    scene = rect(0, 0, 1600, 1000, "#cfe2ee")
    for n, colour in enumerate(("#b9d4e5", "#a2c6dc", "#88b4cf")):
        y = 620 + n * 120
        scene += f"<path d='M 0 {y} C 300 {y - 90} 500 {y + 90} 800 {y} S 1300 {y - 90} 1600 {y} L 1600 1000 L 0 1000 Z' fill='{colour}'/>"
    scene += bold(120, 290, "Ferrywise", 122, SEA) + text(126, 360, "A ticket that knows", 38, "#2c5775")
    scene += text(126, 412, "which pier you stand on.", 38, "#2c5775")
    scene += f"<g transform='translate(900 150) scale(1.36)'>{phone(0, 0, ferry_ticket())}</g>"
    return scene + f"<g transform='translate(1240 250) scale(1.24)'>{phone(0, 0, ferry_walk())}</g>"


def ferry_test() -> str:
    """Six riders, three rounds: which found the pier without asking."""
    scene = rect(0, 0, 1600, 760, "#ffffff") + bold(80, 100, "Found the pier without asking", 40, SEA)
    rounds = (
        ("Paper map", "110010"),
        ("Ticket with an arrow", "111010"),
        ("Ticket that says the gate", "111111"),
    )
    for row, (name, riders) in enumerate(rounds):
        y = 220 + row * 170
        scene += text(80, y + 14, name, 32, "#20394a")
        for n, found in enumerate(riders):
            x = 700 + n * 120
            scene += circle(x, y, 42, SEA if found == "1" else "#fff", f"stroke='{SEA}' stroke-width='4'")
            scene += bold(x, y + 11, f"P{n + 1}", 28, "#fff" if found == "1" else SEA, "text-anchor='middle'")
        scene += bold(1420, y + 14, f"{riders.count('1')} of 6", 36, CORAL if row == 2 else "#20394a")
    return scene


# --- Tally ------------------------------------------------------------------------------------------------

PLUM, LILAC, MINT = "#4b2a63", "#ece3f3", "#8ed3b8"


def tally_card() -> str:
    parts = (
        rect(0, 0, 260, 520, LILAC)
        + bold(18, 60, "Before you see", 22, PLUM)
        + bold(18, 88, "Dr. Adeyemi", 22, PLUM)
    )
    parts += rows(
        112,
        [
            (MINT, "Your name is right", "checked in July"),
            (MINT, "Same address", "checked in July"),
            ("#f3c969", "One question", "about your medicine"),
        ],
        PLUM,
    )
    return (
        parts
        + button(18, 340, 224, "Answer it", PLUM)
        + text(130, 414, "Talk to a person", 15, PLUM, "text-anchor='middle'")
    )


def tally() -> str:
    scene = (
        rect(0, 0, 1600, 1000, "#e3d8ec")
        + circle(1300, 830, 520, "#d2c2e0")
        + circle(90, 130, 250, MINT, "opacity='.55'")
    )
    scene += bold(120, 430, "Tally", 142, PLUM) + text(128, 506, "Clinic check-in for people", 38, "#5f4476")
    scene += text(128, 558, "who hate kiosks.", 38, "#5f4476")
    board = (
        rect(0, 0, 470, 600, "#fff", 26)
        + rect(0, 0, 470, 120, PLUM, 26)
        + bold(36, 74, "Waiting", 36, "#fff")
    )
    people = (
        ("R. O.", "3 min", MINT),
        ("K. B.", "next", "#f3c969"),
        ("A. M.", "11 min", "#d9cbe6"),
        ("T. S.", "with a person", "#ef9a8a"),
    )
    for n, (who, how, colour) in enumerate(people):
        y = 150 + n * 108
        board += (
            circle(70, y + 40, 32, colour)
            + bold(124, y + 52, who, 30, PLUM)
            + text(270, y + 52, how, 26, "#6d5a7c")
        )
    scene += f"<g transform='translate(740 220)'>{board}</g>"
    return scene + f"<g transform='translate(1180 170) scale(1.26)'>{phone(0, 0, tally_card())}</g>"


def tally_grid() -> str:
    """Waiting times of one morning, before and after: a dot for each patient."""
    scene = rect(0, 0, 1600, 820, "#ffffff")
    for row, (name, spread, middle) in enumerate(
        (("Kiosk, 14 September", 46, "19 min"), ("Card, 12 October", 20, "8 min"))
    ):
        y = 230 + row * 330
        scene += bold(80, y - 120, name, 34, PLUM) + line([(80, y + 70), (1520, y + 70)], "#c9bdd4", 2)
        for n in range(34):
            wait = 2 + spread * ((n * 37 % 34) / 34) ** 1.5
            scene += circle(
                90 + wait * 29,
                y + 46 - (n * 53 % 5) * 30,
                12,
                "#9b7cb4" if row == 0 else "#3fa07d",
                "opacity='.85'",
            )
        scene += bold(
            1350,
            y - 120,
            f"median {middle}",
            32,
            "#9b7cb4" if row == 0 else "#2d7a5e",
            "text-anchor='middle'",
        )
    for minute in range(0, 51, 10):
        scene += text(90 + minute * 29, 690, f"{minute} min", 24, "#6d5a7c", "text-anchor='middle'")
    return scene


def portrait() -> str:
    scene = rect(0, 0, 640, 640, "#e7c9a5") + rect(0, 430, 640, 210, "#2f4858")
    scene += "<ellipse cx='320' cy='640' rx='230' ry='210' fill='#2f4858'/>" + rect(
        276, 380, 88, 110, "#c98f6b", 36
    )
    scene += (
        "<ellipse cx='320' cy='270' rx='190' ry='200' fill='#3a2620'/>"
        "<ellipse cx='320' cy='300' rx='130' ry='158' fill='#dba67e'/>"
    )
    scene += "<path d='M 186 270 C 200 130 440 120 456 276 C 420 220 330 200 300 196 C 260 230 220 240 186 270 Z' fill='#3a2620'/>"
    scene += circle(272, 306, 10, "#2b1b16") + circle(368, 306, 10, "#2b1b16")
    return (
        scene
        + "<path d='M 280 376 C 300 398 342 398 362 374' fill='none' stroke='#8a4a37' stroke-width='8' stroke-linecap='round'/>"
    )


def pictures() -> Iterator[tuple[str, int, int, str]]:
    """Each picture: its name, its size, and what is in it."""
    yield "trellis.png", 1600, 1000, trellis()
    yield "trellis-workshop.png", 1600, 900, workshop()
    yield "trellis-journey.png", 1600, 860, journey()
    yield "trellis-before.png", 780, 1100, old_portal()
    yield "trellis-after.png", 780, 1100, new_portal()
    for name, screen in (("today", trellis_today()), ("job", trellis_job()), ("done", trellis_done())):
        yield (
            f"trellis-{name}.png",
            560,
            1080,
            f"<g transform='scale(2)'>{phone(0, 0, screen, '#f4f7f3')}</g>",
        )
    yield "ferrywise.png", 1600, 1000, ferrywise()
    yield "ferrywise-test.png", 1600, 760, ferry_test()
    yield "tally.png", 1600, 1000, tally()
    yield "tally-waits.png", 1600, 820, tally_grid()
    yield "ines.png", 640, 640, portrait()


def draw(browser: Browser, width: int, height: int, scene: str) -> Image.Image:
    """The picture as Chromium draws it."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(
        f"<style>body{{margin:0}}</style><svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'>{scene}</svg>"
    )
    data = page.screenshot(omit_background=True)
    page.close()
    return Image.open(io.BytesIO(data))


def main() -> None:
    """Draw all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, width, height, scene in pictures():
            picture = draw(browser, width, height, scene)
            small = picture.convert("RGBA").quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
            small.save(FOLDER / name, optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
