"""The runtime and its style sheet as they are shipped."""

from __future__ import annotations

import re
from collections import Counter

from browser import samples
from samtykke import banner
from samtykke.banner import bundle, size


def test_names_follow_the_content() -> None:
    made = banner.assets(samples.register())
    assert sorted(name.rsplit(".", 1)[1] for name in made) == ["css", "js"]
    assert made == banner.assets(samples.register())
    assert all(re.fullmatch(r"samtykke\.[0-9a-f]{8}\.(js|css)", name) for name in made)


def test_the_modules_join_into_one_script() -> None:
    text = bundle.source()
    assert not re.search(r"^(import|export)\b", text, re.MULTILINE)
    declared = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", text, re.MULTILINE)
    assert [name for name, count in Counter(declared).items() if count > 1] == []


def test_every_module_is_shipped_and_imports_only_those_before_it() -> None:
    folder = bundle._RUNTIME
    assert {path.stem for path in folder.glob("*.js")} == set(bundle.MODULES)
    for place, name in enumerate(bundle.MODULES):
        text = folder.joinpath(f"{name}.js").read_text(encoding="utf-8")
        assert set(re.findall(r'from "\./(\w+)\.js"', text)) <= set(bundle.MODULES[:place])


def test_the_runtime_keeps_to_what_a_strict_policy_allows() -> None:
    text = bundle.script()[1].decode()
    for forbidden in ("eval(", "new Function", ".style.", "insertAdjacentHTML", "outerHTML", 'setAttribute("style'):
        assert forbidden not in text
    assert re.findall(r"\.innerHTML\s*=\s*(\w+\.\w+)\(", text) == ["policy.createHTML"]
    assert text.count("innerHTML") == 1


def test_minifying_keeps_the_style_sheet() -> None:
    source = bundle._RUNTIME.joinpath("samtykke.css").read_text(encoding="utf-8")
    small = bundle.style()[1].decode()
    without = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)

    def plain(css: str) -> str:
        return re.sub(r"\s+|(?<![\d.])0(?=\.)", "", css).replace(";}", "}")

    assert plain(small) == plain(without)
    for spaced in ("100% - 1.5rem", "min(44rem,100% - 1.5rem)"):
        assert spaced in small.replace(", ", ",")


def luminance(color: str) -> float:
    """Relative luminance of #rgb or #rrggbb, as WCAG 2.2 defines it."""
    digits = color[1:] if len(color) == 7 else "".join(c * 2 for c in color[1:])
    channels = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_colours_have_contrast_in_both_schemes() -> None:
    source = bundle._RUNTIME.joinpath("samtykke.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", source, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        colors = dict(re.findall(r"--samtykke-([\w-]+): (#\w+);", block))
        for ink, ground in (
            ("ink", "ground"), ("muted", "ground"), ("ink", "soft"), ("muted", "soft"), ("on-accent", "accent"),
        ):  # fmt: skip
            assert contrast(colors[ink], colors[ground]) >= 4.5, (ink, ground)
        for part in ("edge", "accent"):
            assert contrast(colors[part], colors["ground"]) >= 3, part


def test_sizes_are_those_of_the_files() -> None:
    assert set(size.measure()) == {"js", "css", "head"}
    assert all(size.measure()[part] <= size.BUDGETS[part] for part in size.measure())
