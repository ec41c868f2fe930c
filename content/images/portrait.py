"""Draws portrait.png. Nobody sat for it: the graduate of this sample is made up.

Run it in this folder: python portrait.py (with Pillow). Builds do not read it.
"""

from pathlib import Path

from PIL import Image, ImageDraw

SIZE, FINE = 640, 4  # drawn four times as large, so that edges are smooth
WALL, SKIN, SHADE, HAIR = "#d9c7a3", "#8a5636", "#744628", "#241813"
COAT, SHIRT, INK, LIP, FRAME = "#1d4f86", "#f3efe5", "#1f1c17", "#6b2f2b", "#c98a2b"


def main() -> None:
    image = Image.new("RGB", (SIZE * FINE, SIZE * FINE), WALL)
    draw = ImageDraw.Draw(image)

    def box(left: float, top: float, right: float, bottom: float) -> list[float]:
        return [FINE * at for at in (left, top, right, bottom)]

    def points(*pairs: tuple[float, float]) -> list[tuple[float, float]]:
        return [(FINE * x, FINE * y) for x, y in pairs]

    for x, y, radius in ((320, 190, 150), (205, 205, 95), (435, 205, 95), (235, 120, 80), (405, 120, 80)):
        draw.ellipse(box(x - radius, y - radius, x + radius, y + radius), HAIR)
    draw.ellipse(box(60, 470, 580, 960), COAT)
    draw.rounded_rectangle(box(270, 390, 370, 560), 40 * FINE, SHADE)
    draw.polygon(points((255, 480), (320, 590), (385, 480), (420, 500), (330, 660), (310, 660), (220, 500)), SHIRT)
    draw.ellipse(box(272, 470, 368, 560), SHADE)
    for x in (196, 412):
        draw.ellipse(box(x, 270, x + 32, 340), SHADE)
    draw.rounded_rectangle(box(210, 150, 430, 452), 108 * FINE, SKIN)
    draw.pieslice(box(200, 120, 440, 330), 180, 360, HAIR)
    draw.ellipse(box(196, 190, 444, 250), HAIR)
    draw.ellipse(box(226, 214, 414, 300), SKIN)
    for x in (268, 372):
        draw.ellipse(box(x - 9, 284, x + 9, 304), INK)
        draw.ellipse(box(x - 38, 258, x + 38, 332), None, FRAME, 6 * FINE)
        draw.arc(box(x - 34, 232, x + 34, 282), 205, 335, HAIR, 8 * FINE)
    draw.arc(box(300, 276, 340, 306), 190, 350, FRAME, 6 * FINE)
    draw.arc(box(300, 322, 340, 362), 40, 140, SHADE, 7 * FINE)
    draw.chord(box(272, 352, 368, 414), 20, 160, LIP)
    draw.line(points((282, 394), (358, 394)), LIP, 5 * FINE)
    for x in (206, 434):
        draw.ellipse(box(x - 8, 344, x + 8, 360), FRAME)
    small = image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).quantize(64)
    small.save(Path(__file__).with_name("portrait.png"), optimize=True)


if __name__ == "__main__":
    main()
