namespace ActorBackup.Core.Tests.Settings;

/// <summary>Wrong configurations: key, file and line of the problem, and what is said.</summary>
public sealed class WrongSettingsTests
{
    /// <summary>A source's keys begin on line 3; the key is told from the source on.</summary>
    public static TheoryData<string, string, int, string> InASource => new()
    {
        { "path = \"a.json\"\nchagne = off", "chagne", 4, "is no key that is known here. Did you mean 'change'?" },
        { "path = \"a.json\"\nxyzzy = 1", "xyzzy", 4, "Known are change, count, counters, cron" },
        { "path = \"a.json\"\nname = other", "name", 4, "the source's name is the key of its block" },
        { "interval = 5m", "path", 2, "is missing: name a file" },
        { "path = null", "path", 3, "has no value (null)" },
        { "path = \"\"", "path", 3, "must not be empty" },
        { "path = [a, b]", "path", 3, "must be a single value, not a list" },
        { "path = \"logs/\"", "path", 3, "say kind = tree to capture a folder, or name files or a glob such as DIR/*.json" },
        { "path = \"..\"", "path", 3, "is a folder" },
        { "path = \"a[0-9.json\"", "path", 3, "the '[' has no ']'" },
        { "path = \"a/**.json\"", "path", 3, "** stands alone" },
        { "path = \"~other/a.json\"\nkind = command", "kind", 4, "'command' is not available in this version; allowed are file" },
        { "path = src, kind = tree", "stores", 2, "trees in copies come in a later version; name a repository store" },
        { "path = src, kind = tree\nstores = copies", "stores", 4, "names 'copies', a store of copies" },
        { "path = \"a.json\"\nkind = files", "kind", 4, "'files' is no kind of source" },
        { "path = \"a.json\"\ninterval = 60", "interval", 4, "'60' has no unit: write a duration such as 500ms" },
        { "path = \"a.json\"\ninterval = 5 parsecs", "interval", 4, "'5 parsecs' is not a duration" },
        { "path = \"a.json\"\ninterval = 10ms", "interval", 4, "'10ms' is out of range: 1s to 366d" },
        { "path = \"a.json\"\ninterval = -5m", "interval", 4, "out of range" },
        { "path = \"a.json\"\ninterval = on", "interval", 4, "'on' is not a duration" },
        { "path = \"a.json\"\ncron = \"0 3 * *\"", "cron", 4, "has 4 fields; cron has five" },
        { "path = \"a.json\"\ncron = \"0 25 * * *\"", "cron", 4, "'25' is no hour: use 0 to 23" },
        { "path = \"a.json\"\ncron = \"0 0 30 2 *\"", "cron", 4, "never comes" },
        { "path = \"a.json\"\nstartup { once-per = week }", "startup.once-per", 4, "'week' is not one of start, day" },
        { "path = \"a.json\"\nsignal = maybe", "signal", 4, "must be off, on or a block { … }, not 'maybe'" },
        { "path = \"a.json\"\nchange {\n quite = 1s\n}", "change.quite", 5, "Did you mean 'quiet'?" },
        { "path = \"a.json\"\nchange {\n quiet = 20s\n}", "change.quiet", 5, "max-wait (00:00:10) must not be shorter than quiet (00:00:20)" },
        { "path = \"a.json\"\nchange {\n enabled = perhaps }", "change.enabled", 5, "'perhaps' is neither on nor off" },
        { "path = \"a.json\"\nhealth { max-shrink = 0.5 }", "health.max-shrink", 4, "'0.5' is not a share from 0% to 100%" },
        { "path = \"a.json\"\nhealth { max-shrink = 150% }", "health.max-shrink", 4, "'150%' is not a share" },
        { "path = \"a.json\"\nhealth { parse = yaml }", "health.parse", 4, "not one of auto, json, jsonl, none" },
        { "path = \"a.json\"\nhealth { parse { command = x } }", "health.parse", 4, "{ command = … } is not available in this version" },
        { "path = \"a.json\"\nhealth = off", "health", 4, "must be a block { … }, not 'off'" },
        { "path = \"a.json\"\nretention { keep-last = -1 }", "retention.keep-last", 4, "'-1' is out of range: 0 to" },
        { "path = \"a.json\"\nretention { keep-last = ten }", "retention.keep-last", 4, "'ten' is not a whole number" },
        { "path = \"a.json\"\nretention { min-keep = 0 }", "retention.min-keep", 4, "out of range: 1 to" },
        { "path = \"a.json\"\nretention { keep_last = 5 }", "retention.keep_last", 4, "Did you mean 'keep-last'?" },
        { "path = \"a.json\"\nstores = [vault]", "stores", 4, "there is no store 'vault'; configured are copies" },
        { "path = \"a.json\"\nstores = [copies, copies]", "stores", 4, "names 'copies' twice" },
        { "path = \"a.json\"\nstores = []", "stores", 4, "is empty" },
        { "path = \"a.json\"\nstores = [{ retention {} }]", "stores.name", 4, "is missing: say which store" },
        { "path = \"a.json\"\nstores = [{ name = copies, folder = x }]", "stores.folder", 4, "is no key that is known here" },
        { "path = \"a.json\"\ndurable-in = 2", "durable-in", 4, "out of range: 1 to 1" },
        { "path = \"a.json\"\nexpected-items = 0", "expected-items", 4, "out of range: 1 to" },
        { "path = \"a.json\"\nmax-rpo = \"5 m m\"", "max-rpo", 4, "is not a duration" },
        { "path = \"a.json\"\nguard { every = 45s }", "guard", 4, "is not available in this version" },
        { "path = \"a.json\"\nitems = on", "items", 4, "is not available in this version" },
        { "path = \"a.json\"\ntiers { frequent { every = 25, keep = 5 } }", "tiers", 4, "is not available in this version" },
        { "path = \"a.json\"\ncount { json-pointer = \"/a\" }", "count", 4, "is not available in this version" },
        { "path = \"a.json\"\nquiesce { signal = USR1, pid-file = \"a.pid\" }", "quiesce.signal", 4, "is not available in this version" },
        { "path = \"a.json\"\nurl = \"https://example.org\"", "url", 4, "belongs to sources of kind http" },
        { "path = \"a.json\"\nexclude = [\"*.tmp\"]", "exclude", 4, "belongs to sources of kind = tree" },
    };

    /// <summary>A folder's keys begin on line 4.</summary>
    public static TheoryData<string, string, int, string> InAFolder => new()
    {
        { "interval = 5m", "path", 3, "is missing: name a folder" },
        { "path = src\nexclude = [\"\"]", "exclude", 5, "is no pattern" },
        { "path = src\nexclude-files = [\"a/.gitignore\"]", "exclude-files", 5, "is no file's name" },
        { "path = src\nexclude-larger-than = big", "exclude-larger-than", 5, "is not a size" },
        { "path = vault", "path", 4, "lies in the repository of the store 'vault'" },
        { "path = data", "path", 4, "lies in the node's data folder" },
    };

    [Theory]
    [MemberData(nameof(InAFolder))]
    public void A_wrong_folder_is_told_by_key_and_line(string source, string key, int line, string message)
    {
        var problem = Assert.Single(SomeSettings.Result(
            $"actorbackup.stores.vault {{ kind = repository, location = vault, password-file = vault.password }}\nactorbackup.sources {{\ndocs {{ kind = tree\n{source}\n}}}}").Problems);

        Assert.Equal(($"actorbackup.sources.docs.{key}", line), (problem.Key, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(InASource))]
    public void A_wrong_source_is_told_by_key_and_line(string source, string key, int line, string message)
    {
        var problem = Assert.Single(SomeSettings.Result($"actorbackup.sources {{\ndocs {{\n{source}\n}}}}").Problems);

        Assert.Equal(($"actorbackup.sources.docs.{key}", SomeSettings.File, line), (problem.Key, problem.File, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, int, string> Elsewhere => new()
    {
        { "", "actorbackup", 1, "there must be a block actorbackup { … }" },
        { "actorbakcup { }", "actorbackup", 1, "Did you mean 'actorbackup'?" },
        { "actorbackup = on", "actorbackup", 1, "there must be a block" },
        { "actorbackup {\n source { } }", "actorbackup.source", 2, "Did you mean 'sources'?" },
        { "actorbackup {\n akka { loglevel = DEBUG } }", "actorbackup.akka", 2, "stands beside actorbackup" },
        { "actorbackup { }\nakka = off", "akka", 2, "must be a block" },
        { "actorbackup {\n sources = [docs]\n}", "actorbackup.sources", 2, "must be a block { … }, not a list" },
        { "actorbackup.sources {\n docs = \"a.json\"\n}", "actorbackup.sources.docs", 2, "must be a block such as { path = \"file.json\" }" },
        { "actorbackup.sources {\n Docs { path = \"a.json\" }\n}", "actorbackup.sources.Docs", 2, "'Docs' is not a name: use 1 to 64 of a-z" },
        { "actorbackup.sources {\n \"my docs\" { path = \"a.json\" }\n}", "actorbackup.sources.\"my docs\"", 2, "is not a name" },
        { "actorbackup.sources {\n latest { path = \"a.json\" }\n}", "actorbackup.sources.latest", 2, "means its newest healthy snapshot" },
        { "actorbackup.node.name = \"my.machine\"", "actorbackup.node.name", 1, "'my.machine' is not a name" },
        { "actorbackup.node {\n\n time-zone = Mars/Olympus }", "actorbackup.node.time-zone", 3, "no time zone known here: use a name of the IANA list" },
        { "actorbackup.node.time-zone = \"../../etc/localtime\"", "actorbackup.node.time-zone", 1, "is no time zone" },
        { "actorbackup.node.captures-at-once = 0", "actorbackup.node.captures-at-once", 1, "out of range: 1 to 256" },
        { "actorbackup.node.http.url = \"http://localhost:8080\"", "actorbackup.node.http", 1, "not available in this version" },
        { "actorbackup.node.log-json = json", "actorbackup.node.log-json", 1, "neither on nor off" },
        { "actorbackup.stores {\n vault { kind = repo, location = vault }\n}", "actorbackup.stores.vault.kind", 2, "'repo' is no kind of store; allowed are copies and repository" },
        { "actorbackup.stores {\n copies { location = vault }\n}", "actorbackup.stores.copies.location", 2, "belongs to stores of kind = repository" },
        { "actorbackup.stores.vault {\n kind = repository, password-file = p\n}", "actorbackup.stores.vault.location", 1, "is missing: name the folder of the repository" },
        { "actorbackup.stores.vault {\n kind = repository, location = vault\n}", "actorbackup.stores.vault.password-file", 1, "is missing: name a file that holds the password" },
        { "actorbackup.stores.vault {\n kind = repository, location = vault\n password-file = off }", "actorbackup.stores.vault.password-file", 3, "a repository is always encrypted" },
        { "actorbackup.stores.vault {\n kind = repository, location = vault, password-file = p\n password = ${?NOWHERE}x }", "actorbackup.stores.vault.password", 3, "stands beside password-file" },
        { "actorbackup.stores.vault {\n kind = repository, password-file = p\n location = \"s3:https://example.org/b\" }", "actorbackup.stores.vault.location", 3, "'s3:' is not available in this version" },
        { "actorbackup.stores.vault {\n kind = repository, password-file = p\n location = \"rest:http://host/\" }", "actorbackup.stores.vault.location", 3, "'rest:' is not available in this version" },
        { "actorbackup.stores.vault {\n kind = repository, location = vault, password-file = p\n compression = best }", "actorbackup.stores.vault.compression", 3, "'best' is not one of auto, off, max" },
        { "actorbackup.stores.vault {\n kind = repository, location = vault, password-file = p\n pack-size = 1MiB }", "actorbackup.stores.vault.pack-size", 3, "'1MiB' is out of range: 4MiB to 128MiB" },
        { "actorbackup.stores.vault {\n kind = repository, location = vault, password-file = p\n folder = x }", "actorbackup.stores.vault.folder", 3, "a repository has a location" },
        { "actorbackup.stores.vault {\n kind = repository, location = vault, password-file = p\n trash { max-bytes = 1GiB } }", "actorbackup.stores.vault.trash.max-bytes", 3, "in a repository nothing is freed before its time is over" },
        { "actorbackup { stores.vault { kind = repository, location = vault, password-file = p }\n sources.a.path = \"vault/a.json\" }", "actorbackup.sources.a.path", 2, "lies in the repository of the store 'vault'" },
        { "actorbackup { stores.vault { kind = repository, location = vault, password-file = p }\n sources.a.path = \"vault/*.json\" }", "actorbackup.sources.a.path", 2, "a folder of the store 'vault'" },
        { "actorbackup.stores { a { kind = repository, location = vault, password-file = p }\n b { kind = repository, location = \"./vault\", password-file = p } }", "actorbackup.stores.b.location", 2, "is the folder of the store a too" },
        { "actorbackup.stores {\n Copies { }\n}", "actorbackup.stores.Copies", 2, "is not a name" },
        { "actorbackup.stores {\n copies { name = \"{stem}{ext}\" }\n}", "actorbackup.stores.copies.name", 2, "it needs {time:FORMAT} or {id}" },
        { "actorbackup.stores {\n copies { name = \"{stam}_{id}\" }\n}", "actorbackup.stores.copies.name", 2, "there is no {stam}" },
        { "actorbackup.stores {\n copies { compress-after = 7d }\n}", "actorbackup.stores.copies.compress-after", 2, "not available in this version" },
        { "actorbackup.stores {\n copies { trash { keep = forever } }\n}", "actorbackup.stores.copies.trash.keep", 2, "'forever' is not a duration" },
        { "actorbackup.stores {\n copies { trash { max-bytes = 5 apples } }\n}", "actorbackup.stores.copies.trash.max-bytes", 2, "is not a size" },
        { "actorbackup.stores {\n a { folder = \"/x/y\" }\n b { folder = \"/x/./y/\" }\n}", "actorbackup.stores.b.folder", 3, "is the folder of the store a too" },
        { "actorbackup.defaults {\n interval = soon\n}\nactorbackup.sources { a { path = a }, b { path = b } }", "actorbackup.defaults.interval", 2, "'soon' is not a duration" },
    };

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public void A_wrong_configuration_is_told_by_key_and_line(string text, string key, int line, string message)
    {
        var problem = Assert.Single(SomeSettings.Result(text).Problems);

        Assert.Equal((key, SomeSettings.File, line), (problem.Key, problem.File, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_an_included_file_is_told_with_that_file()
    {
        var problem = Assert.Single(SomeSettings.Result(
            "actorbackup { sources { docs { path = a.json, include \"common.hocon\" } } }", ("common.hocon", "# all\n\nretention { keep-last = lots }")).Problems);

        Assert.Equal("actorbackup.sources.docs.retention.keep-last", problem.Key);
        Assert.EndsWith("common.hocon", problem.File, StringComparison.Ordinal);
        Assert.Equal(3, problem.Line);
    }

    [Fact]
    public void All_problems_are_told_at_once_in_the_order_of_lines()
    {
        var problems = SomeSettings.Result(
            """
            actorbackup {
              sources {
                a { path = "a.json", interval = soon }
                b { pth = "b.json" }
              }
              node { captures-at-once = many }
              nodes { }
            }
            """).Problems;

        Assert.Equal([3, 4, 4, 6, 7], problems.Select(p => p.Line));
    }

    [Fact]
    public void Keys_of_later_versions_are_harmless_while_they_are_off() => SomeSettings.Read(
        """
        actorbackup {
          node.http { url = off, cors = [] }
          cluster { host = "127.0.0.1", port = 4053, database = off, push-copies = off }
          stores { copies { compress-after = off } }
          sources { a { path = a.json, count = auto, counters {}, items = off, tiers {}, guard = off, quiesce { signal = off, http = off } } }
        }
        """);

    [Fact]
    public void A_problem_reads_as_file_line_key_and_message() => Assert.Equal(
        $"{SomeSettings.File}:1: actorbackup.node.captures-at-once: '0' is out of range: 1 to 256.",
        Assert.Single(SomeSettings.Result("actorbackup.node.captures-at-once = 0").Problems).ToString());
}
