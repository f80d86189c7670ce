using System.Text.Json.Nodes;

namespace Kpm.Tests.Infra;

/// <summary>Who may reach what, and as whom.</summary>
public sealed class SafetyTests
{
    private const string Storage = "Microsoft.Storage/storageAccounts";
    private const string Cosmos = "Microsoft.DocumentDB/databaseAccounts";
    private const string Bus = "Microsoft.ServiceBus/namespaces";
    private const string Vault = "Microsoft.KeyVault/vaults";
    private const string App = "Microsoft.Web/sites";

    /// <summary>Storage Blob Data Owner (host) and Contributor (vault), Service Bus sender and receiver, secrets user, wrapping and unwrapping with the key, signing with the other, telemetry.</summary>
    private static readonly string[] Roles =
    [
        "b7e6dc6d-f1e8-4753-8033-0f276bb0955b on storageAccounts",
        "ba92f5b4-2d11-453d-a403-e96b0029c9fe on containers",
        "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39 on namespaces",
        "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0 on namespaces",
        "4633458b-17de-408a-b874-0445c86b69e6 on vaults",
        "e147488a-f6f5-4113-8e2d-b22465e65bf6 on keys",
        "12338af0-0e69-4776-bea7-57ae8d297424 on keys",
        "3913510d-42f4-4e42-8a64-420c390055eb on components",
    ];

    [Theory]
    [MemberData(nameof(PredictedEnvironment.Names), MemberType = typeof(PredictedEnvironment))]
    public void Given_AnEnvironment_When_ItsAccountsAreRead_Then_NoneHasKeysAndAllAskForTls12(string environment)
    {
        var predicted = PredictedEnvironment.Read(environment);

        Values(predicted, Storage, "allowSharedKeyAccess").Should().Equal("false", "false");
        Values(predicted, Storage, "allowBlobPublicAccess").Should().Equal("false", "false");
        Values(predicted, Storage, "minimumTlsVersion").Should().Equal("TLS1_2", "TLS1_2");
        Values(predicted, Storage, "supportsHttpsTrafficOnly").Should().Equal("true", "true");
        Values(predicted, Cosmos, "disableLocalAuth").Should().Equal("true", "true");
        Values(predicted, Cosmos, "minimalTlsVersion").Should().Equal("Tls12", "Tls12");
        Values(predicted, Bus, "disableLocalAuth").Should().Equal("true");
        Values(predicted, Bus, "minimumTlsVersion").Should().Equal("1.2");
        Values(predicted, Vault, "enableRbacAuthorization").Should().Equal("true");
        Values(predicted, Vault, "enablePurgeProtection").Should().Equal("true");
        Values(predicted, App, "httpsOnly").Should().Equal("true");
        predicted.Of(App).Single()["properties"]!["siteConfig"]!["minTlsVersion"]!.GetValue<string>().Should().Be("1.2");
        Values(predicted, "Microsoft.Insights/components", "DisableLocalAuth").Should().Equal("true");
        Values(predicted, "Microsoft.Web/sites/basicPublishingCredentialsPolicies", "allow").Should().Equal("false", "false");
    }

    [Theory]
    [MemberData(nameof(PredictedEnvironment.Names), MemberType = typeof(PredictedEnvironment))]
    public void Given_AnEnvironment_When_ItsTextIsRead_Then_NoKeyOrConnectionStringIsInIt(string environment) =>
        PredictedEnvironment.Read(environment).Text.Should().NotContainAny("AccountKey=", "SharedAccessKey", "listKeys(", "listkeys(", "DefaultEndpointsProtocol", "AccountEndpoint=");

    [Fact]
    public void Given_Prod_When_ItsAccountsAreRead_Then_OnlyTheApiAndTheBusAreOnPublicNetworks()
    {
        var prod = PredictedEnvironment.Read("prod");

        prod.All.Where(resource => Value(resource, "publicNetworkAccess") == "Enabled").Select(resource => (string)resource["type"]!).Should().BeEquivalentTo([App, Bus]);
        prod.All.Where(resource => Value(resource, "publicNetworkAccess") == "Disabled").Select(resource => (string)resource["type"]!).Should().BeEquivalentTo([Storage, Storage, Cosmos, Cosmos, Vault]);
        prod.Of("Microsoft.Network/privateEndpoints").Should().HaveCount(5);
        Values(prod, App, "virtualNetworkSubnetId").Single().Should().EndWith("/subnets/app");
    }

    [Fact]
    public void Given_Prod_When_ItsResourcesAreRead_Then_TheySurviveTheLossOfAZone()
    {
        var prod = PredictedEnvironment.Read("prod");

        prod.Of(Storage).Select(account => (string)account["sku"]!["name"]!).Should().Equal("Standard_ZRS", "Standard_ZRS");
        prod.Of(Cosmos).Select(account => (bool)account["properties"]!["locations"]![0]!["isZoneRedundant"]!).Should().Equal(true, true);
        Values(prod, "Microsoft.Web/serverfarms", "zoneRedundant").Should().Equal("true");
    }

    [Theory]
    [InlineData("dev", "RSA")]
    [InlineData("qa", "RSA")]
    [InlineData("prod", "RSA-HSM")]
    public void Given_AnEnvironment_When_TheKeyOfKeysIsRead_Then_ItIsRsa3072AndTurnsOver(string environment, string type)
    {
        var key = PredictedEnvironment.Read(environment).Of("Microsoft.KeyVault/vaults/keys").Single(resource => PredictedEnvironment.NameOf(resource).EndsWith("kek", StringComparison.Ordinal));

        Value(key, "kty").Should().Be(type);
        Value(key, "keySize").Should().Be("3072");
        key["properties"]!["rotationPolicy"]!["lifetimeActions"]![0]!["action"]!["type"]!.GetValue<string>().Should().Be("rotate");
    }

    [Theory]
    [InlineData("dev", "EC")]
    [InlineData("qa", "EC")]
    [InlineData("prod", "EC-HSM")]
    public void Given_AnEnvironment_When_TheSigningKeyIsRead_Then_ItIsOnP256SignsAndTurnsOver(string environment, string type)
    {
        var key = PredictedEnvironment.Read(environment).Of("Microsoft.KeyVault/vaults/keys").Single(resource => PredictedEnvironment.NameOf(resource).EndsWith("receipts", StringComparison.Ordinal));

        Value(key, "kty").Should().Be(type);
        Value(key, "curveName").Should().Be("P-256");
        key["properties"]!["keyOps"]!.AsArray().Select(operation => (string)operation!).Should().Equal("sign", "verify");
        key["properties"]!["rotationPolicy"]!["lifetimeActions"]![0]!["action"]!["type"]!.GetValue<string>().Should().Be("rotate");
    }

    [Theory]
    [MemberData(nameof(PredictedEnvironment.Names), MemberType = typeof(PredictedEnvironment))]
    public void Given_AnEnvironment_When_ItsNamesAreRead_Then_EachCarriesTheNameOfTheEnvironment(string environment)
    {
        string[] namedByOthers = ["Microsoft.Insights/diagnosticSettings", "Microsoft.Authorization/roleAssignments", "Microsoft.Network/privateDnsZones", "Microsoft.Insights/workbooks"];

        PredictedEnvironment.Read(environment).All.Where(resource => !namedByOthers.Contains((string)resource["type"]!))
            .Select(PredictedEnvironment.NameOf).Should().AllSatisfy(name => name.Should().Contain(environment));
    }

    [Theory]
    [MemberData(nameof(PredictedEnvironment.Names), MemberType = typeof(PredictedEnvironment))]
    public void Given_AnEnvironment_When_TheRolesOfTheAppAreRead_Then_TheyAreJustThese(string environment)
    {
        var predicted = PredictedEnvironment.Read(environment);

        predicted.Of("Microsoft.Authorization/roleAssignments").Select(RoleAndScope).Should().BeEquivalentTo(Roles);
        predicted.Of("Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments").Select(role => Value(role, "roleDefinitionId")!.Split('/')[^1])
            .Should().Equal("00000000-0000-0000-0000-000000000002", "00000000-0000-0000-0000-000000000002");
    }

    private static string RoleAndScope(JsonObject assignment)
    {
        var scope = ((string)assignment["id"]!).Split('\'')[1].Split('/');
        return $"{Value(assignment, "roleDefinitionId")!.Split('/')[^1]} on {scope[^2]}";
    }

    private static IEnumerable<string?> Values(PredictedEnvironment environment, string type, string property) =>
        environment.Of(type).Select(resource => Value(resource, property));

    private static string? Value(JsonObject resource, string property) => (resource["properties"] as JsonObject)?[property]?.ToString();
}
