using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Kpm.Tests.Local;

namespace Kpm.Tests.Infra.Deploying;

/// <summary>New values for the secrets that only Kpm uses: what the app takes, and another one each time.</summary>
public sealed partial class SecretTests
{
    private static readonly string[] OfOthers = ["sendgrid-api-key", "sendgrid-webhook-key"];

    /// <summary>The secrets that every environment has.</summary>
    public static TheoryData<string> Ours => new(SecretName().Matches(File.ReadAllText(Path.Combine(BicepCompiler.Folder, "modules", "settings.bicep"))).Select(match => match.Groups["name"].Value).Except(OfOthers));

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task Given_ASecretOfOurs_When_ANewValueIsMade_Then_TheAppCanUseItAndItIsAnotherEachTime(string name)
    {
        var (code, value) = await NewAsync(name);
        var (_, another) = await NewAsync(name);

        code.Should().Be(0);
        another.Should().NotBe(value);
        var bytes = Convert.FromBase64String(value);
        if (bytes.Length == 32) return;
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(bytes, out _);
        key.KeySize.Should().Be(256);
    }

    [Theory]
    [InlineData("sendgrid-api-key")]
    [InlineData("")]
    public async Task Given_ASecretOfOthers_When_AskedFor_Then_NoneIsMade(string name) => (await NewAsync(name)).Code.Should().Be(1);

    private static Task<(int Code, string Said)> NewAsync(string name) =>
        Shell.RunAsync(LocalPart.RepositoryRoot, new Dictionary<string, string>(StringComparer.Ordinal), Path.Combine(LocalPart.RepositoryRoot, "infra", "deploy", "new-secret.sh"), name);

    [GeneratedRegex(@"__\w+: '(?<name>[a-z-]+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretName();
}
