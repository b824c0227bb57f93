"""Pictures of screens, taken in headless Chromium; printed pages as pictures; and sheets with many of them.

World. Knows nothing of how the sites were made.
"""

import asyncio
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from PIL import Image, ImageDraw
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.programs import ARGUMENTS, find_browser
from tests.screens.screens import Screen

WIDTHS = {390: 844, 1440: 900}
"""Width and height of the window: a phone and a desktop."""

SCHEMES = ("light", "dark")
PAPERS = ("A4", "Letter")
PRINTED = ("cv", "entry", "entry-long")

_AT_ONCE = 3
_HEIGHT_LIMIT = 7000
"""What is below is more of the same."""

_PATIENCE = 200
"""How often it is looked whether the search is ready."""

_READY = """
async () => {
  for (const image of document.images) image.loading = "eager";
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  await document.fonts.ready;
}
"""

_CELLS = {390: (7, 300, 620), 1440: (4, 620, 860)}
"""Of a sheet: how many stand side by side, and how large each is."""

_LABEL_HEIGHT, _GAP = 22, 12


class Job(msgspec.Struct, frozen=True):
    """A screen at an address, to be taken at a width and in a scheme."""

    screen: Screen
    address: str
    width: int
    scheme: str

    @property
    def name(self) -> str:
        """Name the picture."""
        return f"{self.screen.id}-{self.width}-{self.scheme}.png"


def take_screens(screens: Sequence[tuple[Screen, str]], folder: Path, say: Callable[[str], None]) -> list[Path]:
    """Take each screen at both widths and in both schemes; give the pictures."""
    jobs = [
        Job(screen, address, width, scheme) for screen, address in screens for width in WIDTHS for scheme in SCHEMES
    ]
    asyncio.run(_take_all(jobs, folder, say))
    return [folder / job.name for job in jobs]


def print_screens(screens: Sequence[tuple[Screen, str]], folder: Path, say: Callable[[str], None]) -> None:
    """Print what is made to be printed, as PDF, and as pictures of its pages where poppler is there."""
    asyncio.run(_print_all(screens, folder))
    if shutil.which("pdftoppm") is None:
        say("there is no pdftoppm (poppler-utils): printed pages stay PDF")
        return
    for file in sorted(folder.glob("*.pdf")):
        subprocess.run(("pdftoppm", "-r", "70", "-png", str(file), str(file.with_suffix(""))), check=True)


def montage(pictures: Sequence[Path], target: Path, width: int) -> None:
    """Put the upper parts of pictures of one width side by side, with their names."""
    columns, cell_width, cell_height = _CELLS[width]
    row_count = -(-len(pictures) // columns)
    step_x, step_y = cell_width + _GAP, cell_height + _LABEL_HEIGHT + _GAP
    sheet = Image.new("RGB", (min(len(pictures), columns) * step_x + _GAP, row_count * step_y + _GAP), "#888888")
    draw = ImageDraw.Draw(sheet)
    for index, path in enumerate(pictures):
        left, top = _GAP + index % columns * step_x, _GAP + index // columns * step_y
        draw.text((left, top + 4), path.stem, fill="white")
        with Image.open(path) as picture:
            height = max(1, picture.height * cell_width // picture.width)
            small = picture.convert("RGB").resize((cell_width, height), Image.Resampling.LANCZOS)
        sheet.paste(small.crop((0, 0, cell_width, min(height, cell_height))), (left, top + _LABEL_HEIGHT))
    sheet.save(target)


async def _take_all(jobs: Sequence[Job], folder: Path, say: Callable[[str], None]) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        gate = asyncio.Semaphore(_AT_ONCE)

        async def take(job: Job) -> None:
            async with gate:
                await _take(browser, job, folder, say)

        await asyncio.gather(*map(take, jobs))
        await browser.close()


async def _take(browser: Browser, job: Job, folder: Path, say: Callable[[str], None]) -> None:
    size = {"width": job.width, "height": WIDTHS[job.width]}
    context = await browser.new_context(
        viewport=size, color_scheme=job.scheme, reduced_motion="reduce", has_touch=job.width < 600
    )
    page = await context.new_page()
    page.on("console", lambda message: say(f"{job.name}: {message.text}") if message.type == "error" else None)
    await page.goto(job.address)
    await page.evaluate(_READY)
    if job.screen.typed:
        await _search(page, job.screen.typed)
    height = await page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": job.width, "height": min(height, _HEIGHT_LIMIT)}
    is_whole = not job.screen.typed
    await page.screenshot(
        path=folder / job.name, full_page=is_whole, clip=clip if is_whole else None, animations="disabled"
    )
    await context.close()


async def _search(page: Page, words: str) -> None:
    await page.keyboard.press("/")
    # Playwright's own waiting evaluates texts in the page, which the page's policy forbids.
    for _ in range(_PATIENCE):
        if await page.evaluate("document.activeElement?.type === 'search'"):
            break
        await page.wait_for_timeout(50)
    await page.keyboard.type(words)
    for _ in range(_PATIENCE):
        await page.wait_for_timeout(50)
        status = await page.evaluate("document.querySelector('dialog [role=status]')?.textContent")
        if re.search(rf"\d|{words}", status or ""):
            break


async def _print_all(screens: Sequence[tuple[Screen, str]], folder: Path) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        page = await browser.new_page()
        for screen, address in screens:
            if screen.name not in PRINTED:
                continue
            await page.goto(address)
            await page.evaluate(_READY)
            for paper in PAPERS:
                await page.pdf(
                    path=folder / f"{screen.id}-{paper.lower()}.pdf", format=paper, prefer_css_page_size=False
                )
        await browser.close()
