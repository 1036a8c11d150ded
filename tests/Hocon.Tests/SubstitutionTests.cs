namespace Hocon.Tests;

public sealed class SubstitutionTests
{
    [Theory]
    [InlineData("a = 1, b = ${a}", "{a: '1', b: '1'}")]
    [InlineData("b = ${a}, a = 1, a = 2", "{b: '2', a: '2'}")]
    [InlineData("a.b = 1, c = ${a.b}", "{a: {b: '1'}, c: '1'}")]
    [InlineData("a.\"b.c\" = 1, d = ${a.\"b.c\"}", "{a: {\"b.c\": '1'}, d: '1'}")]
    [InlineData("a { b = 1, c = ${a.b} }", "{a: {b: '1', c: '1'}}")]
    [InlineData("a = ${?x}", "{}")]
    [InlineData("a = 1, a = ${?x}", "{a: '1'}")]
    [InlineData("a = [1, ${?x}, 2]", "{a: ['1', '2']}")]
    [InlineData("a = ${?x}${?y}", "{}")]
    [InlineData("a = ${?x}foo", "{a: 'foo'}")]
    [InlineData("x = 1, a = <${x}>", "{x: '1', a: '<1>'}")]
    [InlineData("x = 1, a = p ${x} q", "{x: '1', a: 'p 1 q'}")]
    [InlineData("x = [1], a = ${x} [2]", "{x: ['1'], a: ['1', '2']}")]
    [InlineData("x = [1], a = ${x} ${x}", "{x: ['1'], a: ['1', '1']}")]
    [InlineData("x { p = 1, q = 1 }, a = ${x} { q = 2 }", "{x: {p: '1', q: '1'}, a: {q: '2', p: '1'}}")]
    [InlineData("x { p = 1, q = 1 }, a = { q = 2 } ${x}", "{x: {p: '1', q: '1'}, a: {p: '1', q: '1'}}")]
    [InlineData("x { p = 1 }, a = ${x}, a.p = 2", "{x: {p: '1'}, a: {p: '2'}}")]
    [InlineData("x { p = 1 }, a = ${x}, a.q = ${a.p}", "{x: {p: '1'}, a: {q: '1', p: '1'}}")]
    [InlineData("x = ${y}, y = ${z}, z = {k = 1}, v = ${x.k}", "{x: {k: '1'}, y: {k: '1'}, z: {k: '1'}, v: '1'}")]
    [InlineData("a = null, b = ${a}", "{a: null, b: null}")]
    [InlineData("a = ${nowhere}, a = 42", "{a: '42'}")]
    [InlineData("a.b = ${nowhere}, a { b = 42 }", "{a: {b: '42'}}")]
    [InlineData("a = \"${x}\"", "{a: '${x}'}")]
    public void Stands_for_the_final_value_of_a_path(string text, string expected) => Assert.Equal(expected, Some.Line(Some.Parsed(text)));

    [Theory]
    [InlineData("path = \"a:b\", path = ${path}\":c\"", "{path: 'a:b:c'}")]
    [InlineData("a = 1, a = ${a}2, a = ${a}3", "{a: '123'}")]
    [InlineData("b = ${a}, a = 1, a = ${a}2", "{b: '12', a: '12'}")]
    [InlineData("a = ${?a}foo", "{a: 'foo'}")]
    [InlineData("a = ${?a}", "{}")]
    [InlineData("a = [1], a = ${a} [2]", "{a: ['1', '2']}")]
    [InlineData("a = [1], a = [${a}, 2]", "{a: [['1'], '2']}")]
    [InlineData("a { x = 1 }, a = ${a} { y = 2 }", "{a: {y: '2', x: '1'}}")]
    [InlineData("a { x = 1 }, a = ${a} { y = ${a.x} }", "{a: {y: '1', x: '1'}}")]
    [InlineData("a { x = 1 }, a { x = ${a.x}2 }", "{a: {x: '12'}}")]
    [InlineData("a { x { y = 1 } }, a = ${a.x}", "{a: {y: '1', x: {y: '1'}}}")]
    [InlineData("a { x = 1 }, a = ${a} { y = ${a.x} }, a = ${a} { z = ${a.x} }", "{a: {z: '1', y: '1', x: '1'}}")]
    [InlineData("a { b { c = 1 } }, a = ${a.b}, a { b = 2 }", "{a: {b: '2', c: '1'}}")]
    [InlineData("a { x = 1 }, a = { p = 1, x = 2 } ${a}", "{a: {x: '1', p: '1'}}")]
    [InlineData("a { x = 1 }, a = { x = 2 } ${a}, b = ${a.x}", "{a: {x: '1'}, b: '1'}")]
    [InlineData("b = ${a.x}, a { x = 1 }, a = { x = 2 } ${a}", "{b: '1', a: {x: '1'}}")]
    [InlineData("bar { foo = 42, baz = ${bar.foo} }, bar { foo = 43 }", "{bar: {foo: '43', baz: '43'}}")]
    [InlineData("bar { a = ${foo.d}, b = 1 }, bar.b = 3, foo { c = ${bar.b}, d = 2 }, foo.d = 4", "{bar: {a: '4', b: '3'}, foo: {c: '3', d: '4'}}")]
    public void Looks_back_when_it_stands_in_its_own_key(string text, string expected) => Assert.Equal(expected, Some.Line(Some.Parsed(text)));

    [Theory]
    [InlineData("home = ${HOME}", "{home: '/home/me'}")]
    [InlineData("HOME = here, home = ${HOME}", "{HOME: 'here', home: 'here'}")]
    [InlineData("HOME = null, home = ${HOME}", "{HOME: null, home: null}")]
    [InlineData("a = ${?EMPTY}", "{a: ''}")]
    [InlineData("a = ${WORD_NULL}", "{a: 'null'}")]
    [InlineData("port = 80, port = ${?PORT}", "{port: '8080'}")]
    public void Falls_back_to_the_environment(string text, string expected) => Assert.Equal(expected, Some.Line(Some.Parsed(text)));

    [Fact]
    public void Gives_a_value_from_the_environment_the_line_that_asks_for_it() =>
        Assert.Equal(2, Some.Parsed("\nport = ${PORT}").Find("port")!.Origin.Line);

    [Theory]
    [InlineData("\na = ${b.c}", "main.conf:2: ${b.c} has no value, neither in the configuration nor in the environment. Define it, or write ${?b.c} to do without.")]
    [InlineData("a = ${a}", "main.conf:1: ${a} refers to its own key, which has no value before this line.")]
    [InlineData("a = ${b}\nb = ${c}\nc = ${a}", "main.conf:3: Substitutions go in a circle: ${b} (main.conf:1) -> ${c} (main.conf:2) -> ${a} (main.conf:3) -> ${b}.")]
    [InlineData("a = 1\na = ${b}\nb = ${a}", "main.conf:3: Substitutions go in a circle: ${b} (main.conf:2) -> ${a} (main.conf:3) -> ${b}.")]
    [InlineData("a { b = ${a} }", "main.conf:1: Substitutions go in a circle: ${a} (main.conf:1) -> ${a}.")]
    [InlineData("a = ${?b}, b = ${?a}", "main.conf:1: Substitutions go in a circle: ${?b} (main.conf:1) -> ${?a} (main.conf:1) -> ${?b}.")]
    [InlineData("x = 1, a = ${x} {b = 1}", "main.conf:1: An object and a text cannot be joined to one value.")]
    [InlineData("x = [1], a = ${x} b", "main.conf:1: A list and a text cannot be joined to one value.")]
    [InlineData("x { y = 1 }, a = \"b\" ${x}", "main.conf:1: A text and an object cannot be joined to one value.")]
    public void Refuses_what_has_no_value(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<HoconException>(() => Some.Parsed(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a0 = 1\n", "a{0} = ${{a{1}}} ${{a{1}}}\n")]
    [InlineData("a0 = [1]\n", "a{0} = ${{a{1}}} ${{a{1}}}\n")]
    [InlineData("a0 {{ x = 1 }}\n", "a{0} = {{ x = ${{a{1}}}, y = ${{a{1}}} }}\n")]
    [InlineData("a0 = [1]\n", "a{0} = [${{a{1}}}]\n")]
    public void Refuses_a_few_lines_that_stand_for_more_than_memory(string first, string then)
    {
        var text = string.Format(null, first) + string.Concat(Enumerable.Range(1, 500).Select(i => string.Format(null, then, i, i - 1)));

        Assert.Throws<HoconException>(() => Some.Parsed(text));
    }

    [Fact]
    public void Refuses_a_chain_no_stack_could_hold()
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i} = ${{a{i + 1}}}\n")) + "a100000 = 1";

        Assert.Contains("nested too deeply", Assert.Throws<HoconException>(() => Some.Parsed(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a{0} = ${{a{1}}}\n", "a4000 = 1")]
    [InlineData("a{0}.b.c.d = ${{a{1}.b.c.d}}\n", "a4000.b.c.d = 1")]
    [InlineData("a{0} = [[[[${{a{1}}}]]]]\n", "a4000 = 1")]
    public void Needs_little_stack(string line, string last)
    {
        var text = string.Concat(Enumerable.Range(0, 4000).Select(i => string.Format(null, line, i, i + 1))) + last;
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() => Some.Parsed(text)), maxStackSize: 256 * 1024);

        thread.Start();
        thread.Join();

        Assert.IsType<HoconException>(failure);
    }

    [Fact]
    public void Adds_to_a_list_ten_thousand_times()
    {
        var text = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"a += {i}\n"));

        Assert.Equal(10_000, ((HoconArray)Some.Parsed(text).Find("a")!).Items.Count);
    }
}
