namespace Kpm.Local.Hosting;

/// <summary>Keeps the local cloud local: it binds to 127.0.0.1 only and never runs beside production settings.</summary>
public static class LoopbackOnly
{
    private static readonly string[] EnvironmentSettings = ["ENVIRONMENT", "AZURE_FUNCTIONS_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"];

    /// <summary>The reason why the local cloud must not start here, or null when it may.</summary>
    public static string? Refusal()
    {
        foreach (var name in EnvironmentSettings)
        {
            var value = Environment.GetEnvironmentVariable(name);
            if (value is not null && value.StartsWith("prod", StringComparison.OrdinalIgnoreCase))
                return $"The local cloud refuses to start: {name} is '{value}'.";
        }

        return null;
    }
}
