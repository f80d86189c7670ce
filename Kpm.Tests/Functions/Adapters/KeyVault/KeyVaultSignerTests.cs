using System.Buffers.Text;
using Azure;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Signing;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.KeyVault;
using Kpm.Tests.Local.KeyVault;
using Microsoft.Extensions.Options;
using ManualClock = Kpm.Tests.Functions.Adapters.UserKeys.ManualClock;

namespace Kpm.Tests.Functions.Adapters.KeyVault;

/// <summary>Signatures of the local vault over its wire.</summary>
[Collection(nameof(LocalKeyVault))]
public sealed class KeyVaultSignerTests : IDisposable
{
    private static readonly HistoryHeadStatement Head = new(new UserId(Guid.Parse("019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b")), 7, new string('a', 64), new Timestamp(5));
    private readonly ManualClock _time = new();
    private readonly LocalKeyVault _vault;
    private readonly SigningKeys _keys;
    private readonly KeyVaultSigner _signer;

    public KeyVaultSignerTests(LocalKeyVault vault)
    {
        _vault = vault;
        var connection = new KeyVaultConnection(vault.Address, new LocalCredential(), new KeyVaultClientOptions { AllowLocalVault = true, LocalCertificatePath = vault.CertificatePath });
        _keys = new SigningKeys(connection, Options.Create(new KeyVaultOptions()), _time);
        _signer = new KeyVaultSigner(connection, _keys);
    }

    [Fact]
    public async Task Given_AStatement_When_Signed_Then_ItReadsTheSameAndOnlyAsWhatItIs()
    {
        var signed = await SignAsync();

        (await ReadAsync(signed)).Should().Be(Head);
        (await _signer.TryReadAsync<HistoryHeadStatement>(StatementTypes.Receipt, signed, default)).Should().BeNull();
    }

    [Fact]
    public async Task Given_ASignedText_When_AnyCharacterIsAnother_Then_ItDoesNotRead()
    {
        var signed = await SignAsync();

        for (var i = 0; i < signed.Length; i++) (await ReadAsync($"{signed[..i]}{(signed[i] == 'B' ? 'C' : 'B')}{signed[(i + 1)..]}")).Should().BeNull($"character {i}");
        foreach (var other in new[] { "", "a", "a.b.c", signed + ".", signed[..^1], signed + "=" }) (await ReadAsync(other)).Should().BeNull(other);
    }

    [Fact]
    public async Task Given_ARotation_When_Signed_Then_TheNewVersionSignsAndTheOldOneStillVerifies()
    {
        var old = await SignAsync();
        var count = (await _signer.ListKeysAsync([], default)).Count;
        await _vault.RotateAsync("receipts");
        _time.Advance(TimeSpan.FromHours(2));

        var signed = await SignAsync();

        var listed = await _signer.ListKeysAsync([], default);
        listed.Should().HaveCount(count + 1);
        KidOf(signed).Should().NotBe(KidOf(old));
        listed.Select(key => key.Kid).Should().Contain([KidOf(old), KidOf(signed)]);
        foreach (var text in new[] { old, signed }) (await ReadAsync(text)).Should().Be(Head);
    }

    [Fact]
    public async Task Given_AVersionThatAnotherInstanceUses_When_ItsTextIsRead_Then_TheKeysAreReadAnew()
    {
        await SignAsync();
        await _vault.RotateAsync("receipts");
        using var keys = new SigningKeys(Connect(), Options.Create(new KeyVaultOptions()), _time);
        var signed = await new KeyVaultSigner(Connect(), keys).SignAsync(StatementTypes.HistoryHead, Head, default);
        (await ReadAsync(signed)).Should().BeNull("keys are not asked for more than once a minute");

        _time.Advance(TimeSpan.FromMinutes(2));

        (await ReadAsync(signed)).Should().Be(Head);
    }

    [Fact]
    public async Task Given_AVersionThatWasDisabled_When_Signed_Then_ItFailsOnceAndTheOneBeforeSigns()
    {
        await SignAsync();
        var path = await _vault.RotateAsync("receipts");
        _time.Advance(TimeSpan.FromHours(2));
        await SignAsync();
        await _vault.SetEnabledAsync(path, enabled: false);

        await FluentActions.Awaiting(SignAsync).Should().ThrowAsync<RequestFailedException>();

        (await ReadAsync(await SignAsync())).Should().Be(Head);
    }

    public void Dispose() => _keys.Dispose();

    private KeyVaultConnection Connect() => new(_vault.Address, new LocalCredential(), new KeyVaultClientOptions { AllowLocalVault = true, LocalCertificatePath = _vault.CertificatePath });

    private Task<string> SignAsync() => _signer.SignAsync(StatementTypes.HistoryHead, Head, default);

    private Task<HistoryHeadStatement?> ReadAsync(string signed) => _signer.TryReadAsync<HistoryHeadStatement>(StatementTypes.HistoryHead, signed, default);

    private static string KidOf(string signed) => System.Text.Json.Nodes.JsonNode.Parse(Base64Url.DecodeFromChars(signed.Split('.')[0]))!["kid"]!.GetValue<string>();
}
