using System.Text.Json.Nodes;
using Cleak.EndToEnd.Samples;
using Cleak.Tests.Samples;

namespace Cleak.EndToEnd.Sarif;

/// <summary>Microsoft's validator of SARIF logs, fetched by npm into the build output once.</summary>
public static class SarifMultitool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly string Root = Path.GetDirectoryName(SampleCatalog.Root)!;
    private static readonly string Shipped = Path.Combine(Root, "tests", "Cleak.EndToEnd", "Sarif", "multitool");
    private static readonly string Installed = Path.Combine(Root, "artifacts", "tools", "sarif-multitool");
    private static readonly Lazy<Task<string>> Program = new(InstallAsync);

    /// <summary>
    /// What the validator has against a log, as "level rule: place", notes left out. Its exit code is 0 whatever it finds, so
    /// it is asked for a log of its own.
    /// </summary>
    public static async Task<IReadOnlyList<string>> ValidateAsync(string log)
    {
        string program = await Program.Value;
        string folder = Directory.CreateTempSubdirectory("cleak-sarif-").FullName;
        try
        {
            string input = Path.Combine(folder, "input.sarif");
            string output = Path.Combine(folder, "output.sarif");
            await File.WriteAllTextAsync(input, log);
            ProcessOutcome outcome = await BoundedProcess.RunAsync(
                program,
                [
                    "validate", input,
                    "--rule-kind", "Sarif;Ghas",
                    "--config", Path.Combine(Shipped, "code-scanning.xml"),
                    "--level", "Error;Warning",
                    "--output", output,
                ],
                folder,
                Limit);
            if (outcome.ExitCode != 0)
                throw new InvalidOperationException($"The validator failed: {outcome.Output}{outcome.Error}");
            return Read(JsonNode.Parse(await File.ReadAllTextAsync(output))!["runs"]![0]!);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<string> Read(JsonNode run)
    {
        bool successful = run["invocations"]!.AsArray().All(invocation => (bool)invocation!["executionSuccessful"]!);
        if (!successful)
            throw new InvalidOperationException($"The validator did not come to its end: {run["invocations"]}");
        return
        [
            .. run["results"]!.AsArray().Select(result =>
                $"{result!["level"] ?? "warning"} {result["ruleId"]}: {string.Join(", ", Arguments(result))}"),
        ];
    }

    private static IEnumerable<string> Arguments(JsonNode result) =>
        result["message"]!["arguments"]?.AsArray().Select(argument => argument!.ToString()) ?? [result["message"]!.ToJsonString()];

    private static async Task<string> InstallAsync()
    {
        string program = Path.Combine(Installed, "node_modules", "@microsoft", "sarif-multitool-linux", "Sarif.Multitool");
        string shippedLock = Path.Combine(Shipped, "package-lock.json");
        string installedLock = Path.Combine(Installed, "package-lock.json");
        bool isCurrent = File.Exists(program)
            && File.Exists(installedLock)
            && await File.ReadAllTextAsync(shippedLock) == await File.ReadAllTextAsync(installedLock);
        if (!isCurrent)
        {
            string npm = MachineTools.Find("npm")
                ?? throw new FileNotFoundException("SARIF logs are checked by Microsoft's validator, which npm fetches: install npm.");
            Directory.CreateDirectory(Installed);
            File.Delete(installedLock);
            File.Copy(Path.Combine(Shipped, "package.json"), Path.Combine(Installed, "package.json"), overwrite: true);
            File.Copy(shippedLock, installedLock);
            ProcessOutcome outcome = await BoundedProcess.RunAsync(
                npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], Installed, Limit);
            if (outcome.ExitCode != 0 || !File.Exists(program))
                throw new InvalidOperationException($"npm could not fetch Microsoft's SARIF validator: {outcome.Output}{outcome.Error}");
        }

        // The package's own install script does no more than this.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
        return program;
    }
}
