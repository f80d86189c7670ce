using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kpm.Local.FunctionsHost;

/// <summary>The application settings: the environment of the host, then the <c>Values</c> of the setting file.</summary>
internal sealed partial class AppSettings(IReadOnlyDictionary<string, string> values)
{
    /// <summary>The values of the setting file alone; the environment reaches the worker by inheritance.</summary>
    public IReadOnlyDictionary<string, string> FileValues => values;

    /// <exception cref="InvalidDataException">The file is not a readable local.settings.json.</exception>
    public static AppSettings Read(string? settingFile)
    {
        if (settingFile is null) return new AppSettings(new Dictionary<string, string>());
        var file = JsonFile.Read(settingFile);
        if ((bool?)file["IsEncrypted"] == true) throw new InvalidDataException($"{settingFile} is encrypted.");
        var values = file["Values"] as JsonObject ?? [];
        return new AppSettings(values.ToDictionary(v => v.Key, v => v.Value?.ToString() ?? ""));
    }

    public string? Find(string name) => Environment.GetEnvironmentVariable(name) ?? values.GetValueOrDefault(name);

    /// <summary>Replaces each <c>%NAME%</c> by its setting; null when one of them does not exist.</summary>
    public string? Resolve(string expression)
    {
        var complete = true;
        var resolved = Placeholder().Replace(expression, match =>
        {
            var value = Find(match.Groups["name"].Value);
            complete &= value is not null;
            return value ?? "";
        });
        return complete ? resolved : null;
    }

    /// <summary>A connection string by the name that a binding gives, tried as the real host does: alone, then with its prefix.</summary>
    public string? ConnectionString(string? name)
    {
        name = string.IsNullOrEmpty(name) ? "AzureWebJobsServiceBus" : name;
        return new[] { name, "AzureWebJobs" + name }.Select(Find).FirstOrDefault(value => !string.IsNullOrEmpty(value));
    }

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
