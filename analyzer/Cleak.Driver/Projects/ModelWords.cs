using Cleak.Analysis;

namespace Cleak.Driver.Projects;

/// <summary>One function's model in the words of the tables of <c>Cleak.Analysis/Models</c>: what it hands back, then what happens to its arguments.</summary>
internal static class ModelWords
{
    private const string DefaultFamily = "malloc";

    private static readonly string[] Returning =
        ["allocates", "allocatesZeroed", "allocatesResult", "reallocates", "duplicatesString", "frees", "opens", "opensStream", "acquires", "lends", "returnsArgument", "neverReturns"];

    private static readonly string[] Phrases = ["reads", "writes", "keeps", "keepsOnSuccess", "keepsContents", "releases"];

    public static FunctionModel Read(ProjectValue function)
    {
        function.Allow([.. Returning, .. Phrases]);
        ProjectValue[] returning = [.. function.Members().Where(member => Returning.Contains(member.Key))];
        if (returning.Length > 1)
        {
            throw returning[1].Error($"cannot stand beside {returning[0].Key}: one word says what a function hands back");
        }

        FunctionModel model = returning.Length == 0 ? ModelLanguage.Does(function.Key) : Result(function.Key, returning[0]);
        foreach (ProjectValue phrase in function.Members().Where(member => Phrases.Contains(member.Key)))
        {
            model = Phrase(model, phrase);
        }

        return model;
    }

    private static FunctionModel Result(string name, ProjectValue word)
    {
        switch (word.Key)
        {
            case "allocates":
                word.Allow("size", "count", "family", "fails");
                return ModelLanguage.Allocates(name, Size(word), Optional(word, "count"), Family(word), Failure(word));
            case "allocatesZeroed":
                word.Allow("size", "count", "family", "fails");
                return ModelLanguage.AllocatesZeroed(name, Size(word), Optional(word, "count"), Family(word), Failure(word));
            case "allocatesResult":
                word.Allow("family", "fails");
                return ModelLanguage.AllocatesResult(name, Family(word), Failure(word));
            case "reallocates":
                word.Allow("block", "size", "count", "family", "fails");
                return ModelLanguage.Reallocates(name, Required(word, "block"), Size(word), Optional(word, "count"), Family(word), Failure(word));
            case "duplicatesString":
                word.Allow("source", "limit", "family", "fails");
                return ModelLanguage.DuplicatesString(name, Required(word, "source"), Optional(word, "limit"), Family(word), Failure(word));
            case "frees":
                word.Allow("block", "family");
                return ModelLanguage.Frees(name, Required(word, "block"), Family(word));
            case "opens":
                word.Allow("family");
                return ModelLanguage.Opens(name, Family(word, "descriptor"));
            case "opensStream":
                word.Allow("family");
                return ModelLanguage.OpensStream(name, Family(word, "fopen"));
            case "acquires":
                word.Allow("family", "kind", "fails");
                return ModelLanguage.Acquires(name, (word.Find("family") ?? throw word.Error("needs a family")).Text(), Kind(word), Failure(word));
            case "lends":
                word.MustBeTrue();
                return ModelLanguage.Lends(name);
            case "returnsArgument":
                return ModelLanguage.ReturnsArgument(name, word.Argument());
            default:
                word.MustBeTrue();
                return ModelLanguage.NeverReturns(name);
        }
    }

    private static FunctionModel Phrase(FunctionModel model, ProjectValue phrase)
    {
        if (phrase.Key == "releases")
        {
            phrase.Allow("argument", "family", "kind");
            return model.Releases(Required(phrase, "argument"), (phrase.Find("family") ?? throw phrase.Error("needs a family")).Text(), Kind(phrase), orNull: true);
        }

        foreach (int argument in phrase.Arguments())
        {
            model = phrase.Key switch
            {
                "reads" => model.Reads(argument),
                "writes" => model.Writes(argument),
                "keeps" => model.Keeps(argument),
                "keepsOnSuccess" => model.KeepsOnSuccess(argument),
                _ => model.KeepsContents(argument),
            };
        }

        return model;
    }

    private static int Size(ProjectValue word) => Required(word, "size");

    private static int Required(ProjectValue word, string key) => (word.Find(key) ?? throw word.Error($"needs '{key}', the number of an argument")).Argument();

    private static int Optional(ProjectValue word, string key) => word.Find(key)?.Argument() ?? -1;

    private static string Family(ProjectValue word, string family = DefaultFamily) => word.Find("family")?.Text() ?? family;

    private static FailureValue Failure(ProjectValue word)
    {
        ProjectValue? fails = word.Find("fails");
        return fails?.Text() switch
        {
            null or "null" => FailureValue.Null,
            "never" => FailureValue.Never,
            _ => throw fails.Error("must be \"null\" or \"never\""),
        };
    }

    private static ResourceKind Kind(ProjectValue word)
    {
        ProjectValue? kind = word.Find("kind");
        return kind?.Text() switch
        {
            null or "other" => ResourceKind.Other,
            "heap" => ResourceKind.Heap,
            "descriptor" => ResourceKind.Descriptor,
            "stream" => ResourceKind.Stream,
            "directory" => ResourceKind.Directory,
            "mapping" => ResourceKind.Mapping,
            "handle" => ResourceKind.Handle,
            _ => throw kind.Error("must be \"heap\", \"descriptor\", \"stream\", \"directory\", \"mapping\", \"handle\" or \"other\""),
        };
    }
}
