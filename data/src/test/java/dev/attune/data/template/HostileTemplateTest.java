package dev.attune.data.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.data.template.value.ListValue;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TemplateException.Kind;
import dev.attune.data.template.value.TemplateLimits;
import dev.attune.data.template.value.TextValue;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that were written to take the process down end in a named error, soon. */
@Timeout(30)
final class HostileTemplateTest {
  private static final RenderRequest REQUEST =
      RenderRequest.of(ListValue.EMPTY).with("text", TextValue.of("some text")).build();

  private static TemplateException failure(String template) {
    return catchThrowableOfType(
        TemplateException.class, () -> ChatTemplate.parse(template).render(REQUEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ range(10 ** 9) }}",
        "{{ range(0, 10 ** 12, 1)|list }}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}{% for b in range(9999) %}{{ a * b }}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro a(n) %}{{ b(n) }}{% endmacro %}{% macro b(n) %}{{ a(n) }}{% endmacro %}{{ a(1) }}",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{% set ns = namespace(s='ab') %}{% for i in range(99) %}{% set ns.s = ns.s + ns.s %}"
            + "{% endfor %}",
        "{% set ns = namespace(s='ab') %}{% for i in range(99) %}{% set ns.s = ns.s ~ ns.s %}"
            + "{% endfor %}",
        "{% set ns = namespace(s='ab') %}{% for i in range(99) %}{% set ns.s = [ns.s, ns.s]|join %}"
            + "{% endfor %}",
        "{% set ns = namespace(s='ab') %}{% for i in range(99) %}"
            + "{% set ns.s = ns.s.replace('a', ns.s) %}{% endfor %}",
        "{% set ns = namespace(s='ab') %}{% for i in range(99) %}"
            + "{% set ns.s = '%s%s' % (ns.s, ns.s) %}{% endfor %}",
        "{% set ns = namespace(s='ab') %}{% for i in range(99) %}"
            + "{% set ns.s = '{}{}'.format(ns.s, ns.s) %}{% endfor %}",
        "{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = ns.l + ns.l %}"
            + "{% endfor %}",
        "{% set ns = namespace(l=1) %}{% for i in range(99) %}{% set ns.l = [ns.l, ns.l] %}"
            + "{% endfor %}{{ ns.l }}",
        "{% set ns = namespace(l=1) %}{% for i in range(99) %}{% set ns.l = [ns.l, ns.l] %}"
            + "{% endfor %}{{ ns.l|tojson }}",
        "{% set ns = namespace(a=1, b=1) %}{% for i in range(99) %}{% set ns.a = [ns.a, ns.a] %}"
            + "{% set ns.b = [ns.b, ns.b] %}{% endfor %}{{ ns.a == ns.b }}",
        "{% set ns = namespace(a=(1,)) %}{% for i in range(99) %}{% set ns.a = (ns.a, ns.a) %}"
            + "{% endfor %}{{ {ns.a: 1} }}",
        "{% set ns = namespace(l=1) %}{% for i in range(99999) %}{% set ns.l = [ns.l] %}"
            + "{% endfor %}{{ ns.l }}",
        "{% set ns = namespace() %}{% set ns.me = ns %}{{ ns }}",
        "{{ 'x' * (10 ** 9) }}",
        "{{ [1] * (10 ** 9) }}",
        "{{ 2 ** (10 ** 9) }}",
        "{% set ns = namespace(n=3) %}{% for i in range(99) %}{% set ns.n = ns.n * ns.n %}{% endfor %}",
        "{{ 'x'.center(10 ** 9) }}",
        "{{ 'x'.zfill(10 ** 9) }}",
        "{{ 'x'.ljust(2 ** 40) }}",
        "{{ 'a\\nb'|indent(10 ** 9) }}",
        "{{ 'x'|center(10 ** 9) }}",
        "{{ [[[[1]]]]|tojson(indent=10 ** 9) }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '%.999999d' % 1.5 if false else '%.999999f' % 1.5 }}",
        "{{ [1]|batch(10 ** 9, 0)|list }}",
        "{{ [1]|slice(10 ** 9)|list }}",
        "{{ 1.5|round(10 ** 6) }}",
        "{% for i in range(99999) %}{% for j in range(200) %}0123456789{% endfor %}{% endfor %}",
      })
  void whatWouldTakeTooMuchEndsAtALimit(String template) {
    TemplateException error = failure(template);
    assertThat(error).isNotNull();
    assertThat(error.kind()).isEqualTo(Kind.LIMIT);
    assertThat(error.line()).isPositive();
  }

  static Stream<String> deeplyNestedSources() {
    int deep = 100_000;
    return Stream.of(
        "{{ " + "(".repeat(deep) + "1" + ")".repeat(deep) + " }}",
        "{{ " + "[".repeat(deep) + "]".repeat(deep) + " }}",
        "{{ " + "{1:".repeat(deep) + "1" + "}".repeat(deep) + " }}",
        "{{ " + "not ".repeat(deep) + "1 }}",
        "{{ " + "-".repeat(deep) + "1 }}",
        "{{ " + "1 if 1 else ".repeat(deep) + "1 }}",
        "{{ 1" + " + 1".repeat(deep) + " }}",
        "{{ 1" + "|abs".repeat(deep) + " }}",
        "{{ text" + ".a".repeat(deep) + " }}",
        "{{ text" + "[0]".repeat(deep) + " }}",
        "{{ text" + "()".repeat(deep) + " }}",
        "{{ 1" + " and 1".repeat(deep) + " }}",
        "{{ 1 is " + "in [".repeat(deep) + "]".repeat(deep) + " }}",
        "{% if 1 %}".repeat(deep) + "{% endif %}".repeat(deep),
        "{% for x in [1] %}".repeat(deep) + "{% endfor %}".repeat(deep),
        "{% filter upper %}".repeat(deep) + "{% endfilter %}".repeat(deep),
        "{% macro m() %}".repeat(deep) + "{% endmacro %}".repeat(deep),
        "{% set " + "(".repeat(deep) + "a" + ")".repeat(deep) + " = 1 %}");
  }

  @ParameterizedTest
  @MethodSource("deeplyNestedSources")
  void aTemplateNestedTooDeepIsRefusedByName(String template) {
    TemplateException error = failure(template);
    assertThat(error).isNotNull();
    assertThat(error.kind()).isIn(Kind.LIMIT, Kind.SYNTAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ text.__class__.__mro__[1].__subclasses__() }}",
        "{{ text.class.forName('java.lang.Runtime') }}",
        "{{ text.getClass() }}",
        "{{ messages.items() }}",
        "{{ messages.getClass().getClassLoader() }}",
        "{{ range.__globals__['os'] }}",
        "{{ namespace.__init__.__globals__.x }}",
        "{{ joiner.__init__.__globals__.os }}",
        "{{ loop.__class__.x }}",
        "{{ config.items() }}",
        "{{ text|attr('__class__')|attr('__mro__') }}",
        "{{ (text|attr('__class__')).mro() }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{{ text.format.__globals__.x }}",
        "{{ messages.append(1) }}",
      })
  void nothingLeadsOutOfTheValuesOfATemplate(String template) {
    TemplateException error = failure(template);
    assertThat(error).isNotNull();
    assertThat(error.kind()).isIn(Kind.SECURITY, Kind.UNDEFINED, Kind.VALUE, Kind.SYNTAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ ''.__class__.__base__ }}",
        "{{ self.__init__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ '{0.__class__.__mro__}'.format(text) }}",
      })
  void attributesOfTheInterpreterPrintAsNothing(String template) {
    assertThat(ChatTemplate.parse(template).render(REQUEST).text()).isEmpty();
  }

  @Test
  void aRenderThatTakesTooLongIsEnded() {
    TemplateLimits limits =
        new TemplateLimits(Long.MAX_VALUE, 300, 1 << 20, 1L << 40, 1L << 40, Duration.ofMillis(50));
    String endless =
        "{% for a in range(99999) %}{% for b in range(99999) %}{{ 1 + 1 }}{% endfor %}{% endfor %}";

    TemplateException error =
        catchThrowableOfType(
            TemplateException.class, () -> ChatTemplate.parse(endless, limits).render(REQUEST));

    assertThat(error).hasMessageContaining("more than 50 ms");
  }

  @Test
  void whatIsWithinTheLimitsRenders() {
    String wide = "{% for i in range(50000) %}{{ i % 10 }}{% endfor %}";
    String nested = "{{ " + "(".repeat(40) + "1" + ")".repeat(40) + " }}";
    String recursive =
        "{% macro m(n) %}{% if n > 0 %}({{ m(n - 1) }}){% endif %}{% endmacro %}{{ m(60) }}";

    assertThat(ChatTemplate.parse(wide).render(REQUEST).text()).hasSize(50_000);
    assertThat(ChatTemplate.parse(nested).render(REQUEST).text()).isEqualTo("1");
    assertThat(ChatTemplate.parse(recursive).render(REQUEST).text()).hasSize(120);
  }

  @Test
  void theDeepestRenderFitsASmallStack() throws InterruptedException {
    String recursive = "{% macro m() %}{{ [m()]|join|upper ~ 1 }}{% endmacro %}{{ m() }}";
    TemplateException[] error = new TemplateException[1];
    Thread thread =
        new Thread(null, () -> error[0] = failure(recursive), "small stack", 512 * 1024);

    thread.start();
    thread.join();

    assertThat(error[0]).isNotNull();
    assertThat(error[0].kind()).isEqualTo(Kind.LIMIT);
  }
}
