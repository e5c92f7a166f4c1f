"""Writes cases.json: what jinja2 3.1.6, set up as transformers sets it up, makes of the templates below.

Run with: python3 cases.py > cases.json
"""

import copy
import datetime
import json

import jinja2
import jinja2.ext
from jinja2.sandbox import ImmutableSandboxedEnvironment

NOW = datetime.datetime(2026, 3, 5, 7, 8, 9)

VARIABLES = {
    "text": "Hello <b>World</b> & 'all'",
    "wide": "naïve 😀 日本 ß",
    "lines": "one\n\n two\r\nthree",
    "number": 7,
    "half": 2.5,
    "huge": 12345678901234567890123,
    "eight": 8.0,
    "nothing": None,
    "yes": True,
    "items": [3, 1, 2],
    "words": ["b", "A", "c"],
    "map": {"b": 1, "a": [2, {"x": None}], "C": 1.0},
    "named": {"items": "mine", "keys": 2},
    "messages": [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": " Yo ", "meta": {"tags": ["x", "y"]}},
    ],
}

TEMPLATES = """
{{ 1 + 2 * 3 - 4 // 3 }} {{ 7 / 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 2 ** 10 }} {{ 2 ** -1 }} {{ -2 ** 2 }}
{{ 1.0 }} {{ 1e16 }} {{ 1.5e-7 }} {{ 100000000000000.0 * 10 }} {{ 0.1 + 0.2 }} {{ huge * huge }} {{ eight }} {{ 1_000 }} {{ 0x1F }}
{{ true + 1 }} {{ 3 == 3.0 }} {{ 1 == true }} {{ none == false }} {{ [1, 2] < [1, 3] }} {{ 'a' < 'b' < 'c' }} {{ 1 < 2 > 3 }}
{{ 'a' 'b' ~ 1 ~ none ~ 2.0 }} {{ 'ab' * 3 }} {{ [1] + [2] }} {{ (1,) + (2,) }} {{ 2 * [0] }}
{{ 'x' in 'xyz' }} {{ 4 not in items }} {{ 'a' in map }} {{ undefined_name in items }}
{{ wide|length }} {{ wide[6] }} {{ wide[::-1] }} {{ wide[6:9] }} {{ wide.find('日') }} {{ wide.upper() }} {{ wide|title }}
{{ items[0] }} {{ items[-1] }} {{ items[1:] }} {{ items[::2] }} {{ items[9] is undefined }} {{ (1, 2)[0] }} {{ range(5)[2] }}
{{ map }} {{ map.b }} {{ map['a'][1].x }} {{ map.zzz is defined }} {{ map.get('q', 'none of it') }} {{ map|length }}
{{ named.items is callable }}|{{ named['items'] }}|{{ named.keys()|list }}|{{ named.items()|list }}
{{ {1: 'a', 1.0: 'b', true: 'c'} }} {{ {'k': 1}['k'] }} {{ {(1, 2): 3}[(1, 2)] }}
{{ "it's" }} {{ ["it's", 'a"b', 'back\\\\slash', 'tab\\t', 'é', '\\u200b', '\\x07'] }} {{ ('a',) }} {{ () }}
{{ map|tojson }} {{ wide|tojson }} {{ wide|tojson(ensure_ascii=true) }} {{ text|tojson }}
{{ map|tojson(indent=2) }} {{ []|tojson(indent=2) }} {{ map|tojson(separators=(',', ':'), sort_keys=true) }}
{{ undefined_name }}|{{ undefined_name|default('d') }}|{{ ''|default('d') }}|{{ ''|default('d', true) }}|{{ undefined_name|length }}
{{ text|upper }} {{ text|e }} {{ (text|safe) + '<' }} {{ text|replace('l', 'L', 2) }} {{ text|capitalize }} {{ text|truncate(10) }}
{{ '  x '|trim }}| {{- '  x ' | trim('x ') }}|{{ 'a-b c(d'|title }}|{{ 'aXbX'.split('X') }}|{{ ' a  b '.split() }}|{{ 'a b c'.rsplit(' ', 1) }}
{{ 'abc'.startswith('ab') }} {{ 'abc'.endswith(('x', 'c')) }} {{ 'a,b'.partition(',') }} {{ 'abab'.rfind('ab') }} {{ 'ab'.center(6, '*') }} {{ '-5'.zfill(4) }}
{{ '%s is %d and %.2f%%' % ('x', 3, 2.5) }} {{ '%(a)s' % {'a': 1} }} {{ '%5d|%-5d|%05d' % (1, 2, 3) }} {{ '%s'|format('y') }}
{{ '{} {0!r} {x}'.format('a', x=1) if false else '{} {x}'.format('a', x=1) }} {{ '{0[k]} {1.b}'.format({'k': 'v'}, map) }}
{{ lines|indent(2) }}|{{ lines|indent(2, true, true) }}|{{ lines.splitlines() }}|{{ lines|wordcount }}
{{ words|sort }} {{ words|sort(case_sensitive=true) }} {{ words|sort(reverse=true) }} {{ map|dictsort }} {{ words|join('+') }} {{ items|sum }} {{ items|min }} {{ items|max }}
{{ messages|map(attribute='role')|join(',') }} {{ messages|map(attribute='meta.tags.0', default='-')|list }} {{ words|map('upper')|list }}
{{ messages|selectattr('role', 'equalto', 'user')|map(attribute='content')|first }} {{ messages|rejectattr('meta')|list|length }} {{ items|select('odd')|list }} {{ items|reject('gt', 1)|list }}
{{ [1, 1, 2, 'a', 'A']|unique|list }} {{ items|batch(2)|list }} {{ items|slice(2)|list }} {{ items|batch(2, 0)|list }} {{ items|reverse|list }} {{ 'abc'|reverse }}
{% for group in messages|groupby('role') %}{{ group.grouper }}={{ group.list|length }};{% endfor %}
{{ '42'|int + 1 }} {{ 'x'|int(5) }} {{ '0x1f'|int(0, 16) }} {{ ' 1_0 '|int }} {{ '3.9'|int }} {{ 'x'|float(1.5) }} {{ 2.675|round(2) }} {{ 2.5|round }} {{ 3.5|round }} {{ 42|round }} {{ 1.1|round(0, 'ceil') }} {{ -5|abs }}
{{ nothing is none }} {{ yes is true }} {{ yes is number }} {{ number is divisibleby 7 }} {{ 'a' is string }} {{ map is mapping }} {{ items is sequence }} {{ number is iterable }} {{ 'abc' is lower }} {{ items is sameas items }} {{ 1 is in items }}
{{ 'a' if yes else 'b' }} {{ 'a' if nothing }} {{ nothing or 'c' }} {{ yes and 'd' }} {{ not yes }} {{ not nothing is none }}
{% for m in messages %}{{ loop.index }}/{{ loop.length }} {{ loop.first }} {{ loop.last }} {{ m.role }} {{ (loop.previtem|default(m)).role }} {{ (loop.nextitem|default(m)).role }} {{ loop.cycle('o', 'e') }} {{ loop.changed(m.role) }};{% endfor %}
{% for x in items if x > 1 %}{{ x }}{{ loop.revindex0 }}{% else %}none{% endfor %} {% for x in [] %}{% else %}none{% endfor %} {% for x in items %}{% continue %}{% else %}all ended early{% endfor %}
{% for k, v in map.items() %}{{ k }}={{ v }};{% endfor %} {% for k in map %}{{ k }}{% endfor %} {% for a, (b, c) in [(1, (2, 3))] %}{{ a + b + c }}{% endfor %} {% for c in 'añ😀' %}[{{ c }}]{% endfor %}
{% for x in items %}{% if x == 1 %}{% break %}{% endif %}{{ x }}{% endfor %} {% for x in range(10, 0, -3) %}{{ x }} {% endfor %}
{% set x = 1 %}{% for i in items %}{% set x = x + i %}{{ x }} {% endfor %}{{ x }} {% if true %}{% set x = 9 %}{% endif %}{{ x }}
{% set ns = namespace(n=0, seen=[]) %}{% for i in items %}{% set ns.n = ns.n + i %}{% set ns.seen = ns.seen + [i] %}{% endfor %}{{ ns.n }} {{ ns.seen }} {{ ns }}
{% set a, b = 1, 2 %}{{ a }}{{ b }} {% set block | upper | trim %} some {{ b }} {% endset %}[{{ block }}] {% with c = 3, d = 4 %}{{ c + d }}{% endwith %}{{ c is defined }}
{% macro field(name, value='none', type="text") %}<{{ name }} {{ value }} {{ type }} {{ varargs }} {{ kwargs }}>{% endmacro %}{{ field('a') }} {{ field('b', 1, 2, 3, x=4) }} {{ field(value=5, name='c') }} {{ field.name }} {{ field.arguments }}
{% macro box(title) %}[{{ title }}: {{ caller(1) }}]{% endmacro %}{% call(n) box('t') %}inside {{ n }} {{ number }}{% endcall %} {% macro late() %}{{ after }}{% endmacro %}{% set after = 'seen' %}{{ late() }}
{% macro fib(n) %}{{ n if n|int < 2 else (fib(n - 1)|int + fib(n - 2)|int) }}{% endmacro %}{{ fib(9) }} {% for x in [[1, [2]], 3] recursive %}{{ loop(x) if x is iterable else x }}{{ loop.depth }} {% endfor %}
{% filter upper %}shout {{ text|safe }}{% endfilter %} {% raw %}{{ not_read }} {% nor_this %}{% endraw %} {# nothing #}|{% print 1 + 1 %}
{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}{{ c.current }} {% set j = joiner('; ') %}{{ j() }}x{{ j() }}y {{ dict(a=1, b=2) }}
{{ strftime_now('%Y-%m-%d %H:%M:%S %d %B %b %A %a %j %-d %I %p %y %%') }}
{{ ''.__class__ }}|{{ [].append }}|{{ text.__init__ }}|{{ map['__class__'] }}
{% generation %}answer{% endgeneration %} {% for m in messages %}{% if m.role == 'assistant' %}<a>{% generation %}{{ m.content }}</a>{% endgeneration %}{% else %}{{ m.content }}{% endif %}{% endfor %}
A
  {% if yes %}
    B {# c #}
  {% endif %}
  {{ 1 }}
  {%- if yes +%}
 C
 {%+ endif -%}

 D
---
{{ 1 }}
{{ 2 }}
---
{{ text.upper }
---
{% for x in items %}{{ x }}
---
{% endif %}
---
{{ 'open }}
---
{% unknown %}
---
{{ undefined_name.attribute }}
---
{{ undefined_name + 1 }}
---
{{ undefined_name() }}
---
{{ 'a' + 1 }}
---
{{ 1 / 0 }}
---
{{ items < 1 }}
---
{{ {}|tojson(indent=1) }}{{ undefined_name|tojson }}
---
{{ items|first.x.y }}
---
{{ raise_exception('no such role: ' ~ messages[0].role) }}
---
{{ items.append(4) }}
---
{{ map.update({}) }}
---
{{ ''.__class__.x }}
---
{{ range(1000000) }}
---
{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}
---
{% macro m(a) %}{% endmacro %}{{ m(b=2) }}
---
{% for a, b in items %}{% endfor %}
---
{% set text.x = 1 %}
---
{{ items|nofilter }}
---
{{ items is notest }}
---
{{ none[0].x }}
---
{{ loop.index }}
---
{{ [1, 'a']|sort }}
---
{% break %}
---
{{ number() }}
---
{{ 'abc'.replace('a', new='b') }}
---
{{ {[]: 1} }}
---
{{ items|items|list }}
---
{{ (items|map('abs'))|length }}
"""


class Generation(jinja2.ext.Extension):
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("_mark"), [], [], body).set_lineno(line)

    def _mark(self, caller):
        text = caller()
        start = len("".join(self.environment.blocks))
        self.environment.spans.append([start, start + len(text)])
        return text


def raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(
        value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys
    )


def render(source):
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols]
    )
    environment.filters["tojson"] = tojson
    environment.globals["raise_exception"] = raise_exception
    environment.globals["strftime_now"] = NOW.strftime
    environment.blocks, environment.spans = [], []
    template = environment.from_string(source)
    for block in template.generate(**copy.deepcopy(VARIABLES)):
        environment.blocks.append(block)
    return {"expected": "".join(environment.blocks), "spans": environment.spans}


def case(source):
    try:
        return {"source": source, **render(source)}
    except Exception as error:
        return {"source": source, "error": type(error).__name__}


single, several = TEMPLATES.strip("\n").split("A\n", 1)
sources = single.rstrip("\n").split("\n") + ("A\n" + several).rstrip("\n").split("\n---\n")
result = {
    "made_by": "cases.py with jinja2 " + jinja2.__version__,
    "now": NOW.isoformat(),
    "variables": VARIABLES,
    "cases": [case(source) for source in sources],
}
print(json.dumps(result, ensure_ascii=False, indent=1))
