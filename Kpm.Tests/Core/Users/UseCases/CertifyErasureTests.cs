using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Shared.Signing;
using Kpm.Core.Users.UseCases;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Users.UseCases;

public sealed class CertifyErasureTests
{
    private static readonly Timestamp Erased = new(1_800_000_000_000);
    private static readonly UserId Anna = DerivedId.From<UserId>("anna", "person");
    private static readonly UserKeyTimes Times = new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(4), TimeSpan.FromDays(30));
    private readonly FakeSigner _signer = new();
    private readonly InMemoryUserKeys _keys = new() { Now = Erased };

    [Fact]
    public async Task Given_NoKeyOrOneThatLives_When_Asked_Then_NothingIsCertified()
    {
        (await CertifyAsync(Erased)).Error.Should().BeOfType<NotErased>();
        (await _keys.GetOrCreateAsync(Anna, default)).Dispose();

        (await CertifyAsync(Erased)).Error.Should().BeOfType<NotErased>();
    }

    [Fact]
    public async Task Given_AnErasedKey_When_ItMayBeInMemoryStill_Then_NothingIsCertified()
    {
        await _keys.EraseAsync(Anna, default);

        (await CertifyAsync(Erased + TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1))).Error.Should().BeOfType<ErasureNotCertain>();
    }

    [Fact]
    public async Task Given_AnErasedKey_When_TheTimeInMemoryIsOver_Then_TheCertificateNamesWhenTheLastBackupGoes()
    {
        await _keys.EraseAsync(Anna, default);

        var certified = (await CertifyAsync(Erased + TimeSpan.FromMinutes(5))).Value;

        certified.Certificate.Should().Be(new ErasureCertificate(Anna, Erased, Erased + TimeSpan.FromMinutes(5), Erased + TimeSpan.FromDays(30)));
        (await _signer.TryReadAsync<ErasureCertificate>(StatementTypes.Erasure, certified.Signed, default)).Should().Be(certified.Certificate);
    }

    private Task<Result<CertifiedErasure>> CertifyAsync(Timestamp at) => new CertifyErasureHandler(_keys, Times, _signer).HandleAsync(new CertifyErasure(Anna, at), default);
}
