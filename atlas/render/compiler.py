"""How templates are compiled: Jinja's own compiler, with what is known beforehand settled once.

Views are records of declared fields, macros are imported by name, and strings are known: so a field is read
directly, a macro is called as the function it is, a string without gaps is written into the template, and text
is escaped without being wrapped. What templates mean is Jinja's; tests print every page both ways.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from atlas.trace import Kept

try:
    from markupsafe._speedups import _escape_inner as escaped
except ImportError:  # where MarkupSafe was installed without its compiled part

    def escaped(text: str, /) -> str:
        """A plain string with what HTML reads as markup escaped."""
        return str(escape(text))


__all__ = ["CompiledEnvironment", "escaped", "printed"]


def printed(value: object) -> str:
    """Whatever is no plain string, as a template prints it."""
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else str(escape(value))


class _Told(NodeTransformer):
    """Puts strings of the catalogue that have no gaps in place of the calls that ask for them."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """`t("key")` as the text it stands for."""
        self.generic_visit(node)
        if isinstance(node.node, nodes.Name) and node.node.name == "t" and len(node.args) == 1 and not node.kwargs:
            (key,) = node.args
            if isinstance(key, nodes.Const) and key.value in self._texts:
                return nodes.Const(self._texts[key.value], lineno=node.lineno)
        return node


class _Generator(CodeGenerator):
    """Jinja's generator of Python, for views and for macros that are imported by name."""

    environment: CompiledEnvironment

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """The module of a template."""
        self._macros = self.environment.macros(node)
        self._bare: nodes.Node | None = None
        self._asked = False
        self.writeline("from atlas.render.compiler import escaped, printed")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """A field, read directly, unless the template asks whether there is one."""
        if self._asked:
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """A test; one of whether something is there may not stumble where it is not."""
        self._asked = node.name in ("defined", "undefined")
        super().visit_Test(node, frame)
        self._asked = False

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call; that of a macro goes straight to its function."""
        macro = self._macro(node)
        if macro is None:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        assert isinstance(node.node, nodes.Name)
        bare = node is self._bare
        self.write("" if bare else "Markup(")
        self.write(f"{frame.symbols.ref(node.node.name)}._func(")
        for argument in self._arguments(node, macro):
            if argument is None:
                self.write("missing")
            else:
                self.visit(argument, frame)
            self.write(", ")
        self.write(")" if bare else "))")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        """What is imported, looked up once for all templates that import it."""
        self.write("environment.modules[")
        self.visit(node.template, frame)
        self.write("]")

    def _macro(self, node: nodes.Node) -> nodes.Macro | None:
        """The macro that a call is of."""
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
            return self._macros.get(node.node.name)
        return None

    def _arguments(self, node: nodes.Call, macro: nodes.Macro) -> list[nodes.Expr | None]:
        """What a call gives each of a macro's parameters; None where it leaves one to its default."""
        names = [parameter.name for parameter in macro.args]
        given = dict(zip(names, node.args, strict=False)) | {pair.key: pair.value for pair in node.kwargs}
        if len(node.args) > len(names) or given.keys() - names:
            self.fail(f"{macro.name} does not take these arguments", node.lineno)
        return [given.get(name) for name in names]

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if self._macro(node) is not None:
            self._bare = node
        else:
            self.write("(escaped(told) if type(told := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if self._bare is node:
            self._bare = None
        else:
            self.write(") is str else printed(told))")


class CompiledEnvironment(jinja2.Environment):
    """An environment whose templates are compiled for one language's strings, given by key."""

    code_generator_class = _Generator

    def __init__(self, texts: Mapping[str, str], loader: jinja2.BaseLoader, **options: Any) -> None:
        super().__init__(loader=loader, **options)
        self._texts = texts
        self._known: Kept[str, dict[str, nodes.Macro]] = Kept(self._own_macros)
        self._parsed: dict[str, nodes.Template] = {}
        self.modules: Kept[str, TemplateModule] = Kept(lambda name: self.get_template(name).module)
        """What templates import, by the name of the template that defines it."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if name in self._parsed:
            return self._parsed.pop(name)
        tree = super()._parse(source, name, filename)
        told: nodes.Template = _Told(self._texts).visit(tree)
        return told

    def macros(self, template: nodes.Template) -> dict[str, nodes.Macro]:
        """The macros that a template can call, by the names it has for them: its own, and those it imports."""
        found = {macro.name: macro for macro in template.find_all(nodes.Macro)}
        for wanted in template.find_all(nodes.FromImport):
            assert isinstance(wanted.template, nodes.Const)
            theirs = self._known[wanted.template.value]
            for name in wanted.names:
                name, alias = (name, name) if isinstance(name, str) else name
                if name in theirs:
                    found[alias] = theirs[name]
        return found

    def _own_macros(self, name: str) -> dict[str, nodes.Macro]:
        """The macros that a template defines."""
        assert self.loader is not None
        source, filename, _ = self.loader.get_source(self, name)
        # It is compiled right after what imports it.
        tree = self._parsed[name] = self._parse(source, name, filename)
        return {macro.name: macro for macro in tree.find_all(nodes.Macro)}
