using System.Text.Json;
using Kpm.Local.Hosting;

namespace Kpm.Local.KeyVault;

/// <summary>The operations on keys. Source: learn.microsoft.com/rest/api/keyvault/keys/operation-groups.</summary>
internal static class KeyEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/keys/{name}", (HttpContext context, string name) =>
            Serve(context, "get", name, null, (key, vault) => KeyBundle(vault, name, key)));

        routes.MapGet("/keys/{name}/versions", (HttpContext context, string name, KeyStore keys) =>
            Serve(context, "listVersions", name, null, (_, vault) => Results.Json(new
            {
                value = keys.Versions(name).Select(v => new { kid = vault.KeyId(name, v.Record.Version), attributes = Attributes(v) }),
                nextLink = (string?)null,
            })));

        routes.MapGet("/keys/{name}/{version}", (HttpContext context, string name, string version) =>
            Serve(context, "get", name, version, (key, vault) => KeyBundle(vault, name, key)));

        routes.MapPost("/keys/{name}/rotate", (HttpContext context, string name, KeyStore keys) =>
            Serve(context, "rotate", name, null, (_, vault) => KeyBundle(vault, name, keys.Rotate(name)!)));

        routes.MapPatch("/keys/{name}/{version}", async (HttpContext context, string name, string version, KeyStore keys) =>
        {
            var update = await ReadAsync<KeyUpdate>(context.Request);
            return Serve(context, "update", name, version, (key, vault) =>
                update is null ? VaultError.BadParameter("The request body is not valid JSON.")
                : update.Attributes?.Enabled is { } enabled ? KeyBundle(vault, name, keys.SetEnabled(name, version, enabled)!)
                : KeyBundle(vault, name, key));
        });

        foreach (var operation in CryptographicOperation.All)
        {
            routes.MapPost($"/keys/{{name}}/{{version}}/{operation.Name}", async (HttpContext context, string name, string version) =>
            {
                var request = await ReadAsync<OperationRequest>(context.Request);
                return Serve(context, operation.Name, name, version, (key, vault) =>
                    !key.Record.Enabled ? VaultError.Disabled(operation.Name)
                    : request is null ? VaultError.BadParameter("The request body is not valid JSON.")
                    : operation.Run(key, request, vault.KeyId(name, key.Record.Version)));
            });
        }
    }

    private static IResult Serve(HttpContext context, string operation, string name, string? version, Func<KeyVersion, VaultAddress, IResult> serve)
    {
        var services = context.RequestServices;
        services.GetRequiredService<OperationLog>().Count(operation);
        if (services.GetRequiredService<FaultPlan>().Take() is { } fault)
            return VaultGate.Fault(context.Response, fault.Status, fault.RetryAfterSeconds ?? (fault.Status == StatusCodes.Status429TooManyRequests ? 1 : null));

        if (services.GetRequiredService<KeyStore>().Find(name, version) is not { } key) return VaultError.NotFound(version is null ? name : $"{name}/{version}");
        if (services.GetRequiredService<Throttle>().Admit(key.Record.Kind) is { } seconds)
            return VaultGate.Fault(context.Response, StatusCodes.Status429TooManyRequests, seconds);

        return serve(key, services.GetRequiredService<VaultAddress>());
    }

    private static async Task<T?> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult KeyBundle(VaultAddress vault, string name, KeyVersion key) =>
        Results.Json(new { key = JsonWebKey.Public(key, vault.KeyId(name, key.Record.Version)), attributes = Attributes(key) });

    private static object Attributes(KeyVersion key) =>
        new { enabled = key.Record.Enabled, created = key.Record.Created, updated = key.Record.Updated, recoveryLevel = "Recoverable+Purgeable" };

    private sealed record KeyUpdate(KeyAttributes? Attributes);

    private sealed record KeyAttributes(bool? Enabled);
}
