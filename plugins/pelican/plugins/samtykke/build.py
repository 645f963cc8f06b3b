"""The plugin's part in a build: read the register, hand it to the templates, and check what was written.

It fails closed: a bad register, a Markdown file that Pelican dropped, a finding or a fault of ours ends the build with
an exit code, except under `pelican -r`, which is told and goes on. `SystemExit` is raised rather than an exception of
our own, because Pelican prints a traceback for the latter.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from pelican.log import console

from pelican import signals
from samtykke import banner, catalogue, gating
from samtykke.baseline import BaselineError
from samtykke.checking import Result, Target
from samtykke.checking import check as run_check
from samtykke.config import ignored
from samtykke.exit import ExitCode
from samtykke.files import write_atomically
from samtykke.gating.telling import injected, left_lines, summary
from samtykke.locale import Translate, preferred, translator
from samtykke.mending import copies_for, injector_for, mend
from samtykke.model import Level
from samtykke.register import RegisterError
from samtykke.remembering import FOLDER
from samtykke.reports import FORMATS, Style
from samtykke.selfhost import SelfhostError
from samtykke.sources import Sources, manifest
from samtykke.workers import Readers

from . import dropped
from .notes import NOTES, tell
from .settings import Settings, SettingsError
from .theme import Theme

_FIGURE = re.compile(r'<figure class="samtykke-embed".*?</figure>', re.DOTALL)


class Build:
    """What is remembered from one signal of a run to the next; there is one site in a process at a time."""

    def __init__(self) -> None:
        self.main: Any = None
        """The outermost site: language subsites are built inside its run and scanned with it."""
        self.settings: Settings | None = None
        self.target: Target | None = None
        self.files: dict[str, str] = {}
        self.dropped: list[str] = []
        self.address = ""
        """Pelican's SITEURL, which a build for looking at has not."""
        self.refused = ""
        """Why the register or the settings of this run cannot be used, while watching."""

    def start(self, site: Any) -> None:
        """`initialized`: a bad register stops the build before anything is written."""
        # Every plugin has registered by now; the check comes after whatever else is done at the end of a build.
        signals.finalized.disconnect(self.finish)
        signals.finalized.connect(self.finish)
        self._declare(site)
        for message in ignored(self._t()):
            console.print(message, style="yellow", markup=False, highlight=False, soft_wrap=True)

    def begin(self, site: Any) -> None:
        """`get_generators`: once a run, also when `-r` runs again after the register has changed."""
        output = Path(site.output_path).resolve()
        if self.main is not None and Path(self.main.output_path).resolve() in output.parents:
            return
        self._declare(site)
        self.main, self.files, self.dropped, NOTES.stops = site, {}, [], False
        self.address = str(site.settings.get("SITEURL") or "")

    def hand_over(self, generator: Any) -> None:
        """`generator_init`: the templates' `samtykke`."""
        generator.env.globals["samtykke"] = Theme(self._ready().register, self._ready().register_path, self._t())

    def expand(self, generators: Iterable[Any]) -> None:
        """`all_generators_finalized`: write the banner's files, fill in the statement and the gates.

        Not in the reader: its cache is keyed by the Markdown file and would keep yesterday's register.
        """
        if self.main is not None:
            self._write_assets(Path(self.main.output_path))
        theme = Theme(self._ready().register, self._ready().register_path)
        missing: list[tuple[str, gating.Missing]] = []
        # The generators of a run share one context, and everything stands in it.
        for generator in {id(g.context): g for g in generators}.values():
            for path, content in generator.context["generated_content"].items():
                if content is None:
                    self.dropped.append(_relative(str(Path(generator.path) / path), self._settings().project))
                elif isinstance(getattr(content, "_content", None), str):
                    gated = gating.gate(self._expanded(theme, content), self._ready().register, content.lang)
                    content._content = gated.html
                    if gated.embeds and "summary" not in content.metadata:
                        content.metadata["summary"] = _summary_of(content)
                    missing += [(self._place(content, one), one) for one in gated.missing]
        self.dropped = sorted(set(self.dropped))
        if missing:
            self._fail_for(missing)

    def remember(self, path: str, context: dict[str, Any]) -> None:
        """`content_written`: which Markdown file a page came from."""
        content = context.get("article") or context.get("page")
        source = getattr(content, "source_path", None)
        if source:
            self.files[path] = source

    def finish(self, site: Any) -> None:
        """`finalized`: examine everything that lies in the output."""
        if site is not self.main:
            return
        self.main = None
        settings = self._settings()
        try:
            # Pages made from the last register that was in order are not judged: it would mislead.
            result = None if self.refused else self._examined(Path(site.output_path))
        except Exception:
            if settings.stops_build():
                raise
            console.print_exception()
            return
        if result is None:
            self._say(self.refused)
            return
        code = result.exit_code(Level(settings.configuration.fail_on))
        code = ExitCode.FINDINGS if self.dropped or NOTES.stops else code
        self._report(result)
        NOTES.findings = result.findings
        NOTES.names = {service.id: service.name for service in self._ready().register.service}
        if code is not ExitCode.CLEAN and settings.stops_build():
            raise SystemExit(code)

    def _declare(self, site: Any) -> None:
        """Read settings and register; while watching, a register just broken leaves the last one in force."""
        self.refused = ""
        try:
            self.settings = Settings.read(site.settings)
            configuration = self.settings.configuration
            target = Target.open(
                Path(site.output_path),
                self.settings.register,
                configuration.base_url,
                baseline_path=Path(configuration.baseline) if configuration.baseline else None,
                asks=configuration.asks,
            )
            kept = None if configuration.no_cache else FOLDER
            self.target = replace(target, policy_required=configuration.require_policy, kept=kept)
            copies_for(target, configuration.selfhost)  # what is kept is not as the lock says: nothing is built
        except SettingsError as error:
            self._refuse(str(error))
        except (BaselineError, SelfhostError) as error:
            self._refuse(error.report(self._t()))
        except RegisterError as error:  # of the register, or of the settings
            first = error.problems[0]
            source = _relative(first.path, Path(site.settings["PATH"]).parent.resolve())
            self._refuse(error.report(self._t()), source, first.line)

    def _refuse(self, message: str, source: str | None = None, line: int | None = None) -> None:
        if self.settings is None or self.target is None or self.settings.stops_build():
            tell(message, source, line)
            raise SystemExit(ExitCode.USAGE)
        self.refused = message

    def _expanded(self, theme: Theme, content: Any) -> str:
        html: str = content._content
        try:
            return theme.expand(html, content.lang)
        except ValueError as error:
            message = self._settings().t(
                "%(file)s: there is no marker «%(marker)s»; there are cookies, recipients and choice."
            )
            self._fail(message % {"file": content.source_path, "marker": error})
            return html

    def _place(self, content: Any, missing: gating.Missing) -> str:
        """`content/nyheter/a.md:7`."""
        line = gating.line_of(Path(content.source_path), missing.written)
        return _relative(content.source_path, self._settings().project) + (f":{line}" if line else "")

    def _fail_for(self, missing: list[tuple[str, gating.Missing]]) -> None:
        """Tell everything that was pasted and is not declared, in one go."""
        settings, target = self._settings(), self._ready()
        shown = _relative(str(settings.register), settings.project)
        for message, place in gating.report(missing, target.register, shown, catalogue.load(), settings.t):
            source, _, line = place.partition(":")
            tell(message, source, int(line) if line else None)
        if settings.stops_build():
            raise SystemExit(ExitCode.FINDINGS)

    def _fail(self, message: str) -> None:
        self._say(message)
        if self._settings().stops_build():
            raise SystemExit(ExitCode.FINDINGS)

    @staticmethod
    def _say(message: str) -> None:
        tell(message)

    def _write_assets(self, output: Path) -> None:
        folder = output / "samtykke"
        for name, data in banner.assets(self._ready().register).items():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)

    def _examined(self, output: Path) -> Result:
        """Hold back what the register says must wait, where the settings ask for it, and then check everything."""
        with Readers() as readers:
            self._mend(replace(self._ready(), root=output), readers)
            return self._check(output, readers)

    def _mend(self, target: Target, readers: Readers) -> None:
        settings = self._settings()
        root = urlsplit(self.address).path if self.address else None
        copies = copies_for(target, settings.configuration.selfhost, root)
        if not (settings.gate or settings.inject or copies):
            return
        injector = injector_for(target) if settings.inject and target.asks else None
        if injector is not None and self.address:
            injector = replace(injector, root=urlsplit(self.address).path.rstrip("/"))
        # The check that follows is the proof.
        found = mend(target, gates=settings.gate, injector=injector, copies=copies, proves=False, readers=readers)
        done = [mended.light() for mended in found]
        t, register = settings.t, target.register
        lines = summary(((m.path, edit) for m in done for edit in m.plan.edits), register, t)
        lines += injected((part for m in done for part in m.injected), t)
        for line in lines:
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        last = {(mended.path, mended.local): mended.plan.left for mended in done}
        for line in left_lines([(path, one) for (path, _local), found in last.items() for one in found], register, t):
            tell(line)

    def _check(self, output: Path, readers: Readers) -> Result:
        settings = self._settings()
        files, root = {}, output.resolve()
        for path, source in self.files.items():
            files[Path(path).resolve().relative_to(root).as_posix()] = _relative(source, settings.project)
        text = json.dumps(files, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomically(settings.project / manifest(output), text)
        target = replace(self._ready(), root=output)
        NOTES.sources = files
        seen = NOTES.scans.append if NOTES.watching else None
        sources = Sources(output, settings.project, files)
        return run_check(target, settings.lang, readers=readers, seen=seen, sources=sources)

    def _report(self, result: Result) -> None:
        t = self._settings().t
        # While watching, the toolbar has the rest; the terminal is for what must be mended.
        least = Level.ERROR if NOTES.watching else Level.NOTE
        style = Style(t, least=least, color=console.is_terminal and not console.no_color, width=min(console.width, 120))
        console.file.writelines(FORMATS["text"].check(result, style))
        for path in self.dropped:
            message = t("Pelican could not read %(file)s and left it out. %(reason)s")
            why = dropped.reason(self._settings().project / path, t)
            tell(message % {"file": path, "reason": why}, path, 1)

    def _t(self) -> Translate:
        return self.settings.t if self.settings else translator(preferred())

    def _settings(self) -> Settings:
        return self.settings or _out_of_order()

    def _ready(self) -> Target:
        return self.target or _out_of_order()


def _out_of_order() -> NoReturn:
    raise RuntimeError("pelican.plugins.samtykke: a signal came before `initialized`")


def _relative(path: str, folder: Path) -> str:
    """A file's path from a folder that is resolved; as it is where it does not lie there."""
    try:
        return Path(path).resolve().relative_to(folder).as_posix()
    except ValueError:
        return path


_BUILD = Build()
"""Receivers are weakly referenced by Pelican's signals; this holds them."""


def _summary_of(content: Any) -> str:
    """What Pelican takes of the beginning, but without figures: it counts words, and would cut one in the middle.

    Links to other sources stay as written; Pelican resolves those of a given summary later.
    """
    twin = copy.copy(content)
    twin._content = _FIGURE.sub("", content._content)
    twin._update_content = lambda html, _siteurl: html
    summary: str = twin.summary
    return summary


def register() -> None:
    """Called by Pelican; called again in the same process when settings change under `-r`."""
    signals.initialized.connect(_BUILD.start)
    signals.get_generators.connect(_BUILD.begin)
    signals.generator_init.connect(_BUILD.hand_over)
    signals.all_generators_finalized.connect(_BUILD.expand)
    signals.content_written.connect(_BUILD.remember)
    signals.finalized.connect(_BUILD.finish)
