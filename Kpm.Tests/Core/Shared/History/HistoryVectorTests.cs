using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Shared.History;

/// <summary>Hashes made by other programs (Python, OpenSSL) after docs/history-format.md; what they are today they must be for ever.</summary>
public sealed class HistoryVectorTests
{
    private const string Start = "c2697b8c8b2519e912a564caf7ac816e8e0a1b002d9816178f65bbeebc31ab2c";
    private static readonly UserId Person = new(Guid.Parse("019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b"));

    [Fact]
    public void Given_TheVectorOfAChain_When_Chained_Then_EveryHashIsTheSame()
    {
        (long Occurred, string Payload, string Hash, string? Receipt)[] vector =
        [
            (1_800_000_000_000, "01a0a1a2a3a4a5a6a7a8a9aaab74d2569b3997964090d84c6babe4b60a08086b170844bdb7e8ced9eeca67723ec2e9", "0696926fd5dacced6706923dd34a36017c62b16045b0a8ec18c888c589da45e7", null),
            (1_799_999_999_999, "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f40", "094362340ca65afc6a1eb740f65043894de31e7762ddcb8881e38ed54aa7c3fb", null),
            (-1, "", "acb1ac12b0dc9e77a9d5ae5ba8c4501a933fcdd6940997cbb02be4bbf13310fe", null),
            (1_800_000_000_001, "010203", "89bdc32cbae14cd31a78a0f66736f8efbabb8995f75068ed5884d8d492ee7eaf", "256d04db4e5e4ac308751ed0885b722b758630567c53a7125ed9fbd068e5c3f6"),
        ];
        var head = HistoryChain.Start(Person);
        head.Should().Be(new HistoryHead(0, Start));

        foreach (var (occurred, payload, hash, receipt) in vector)
        {
            var entry = HistoryChain.Next(head, default, new Timestamp(occurred), new SealedRecord(1, [.. Convert.FromHexString(payload)], []), receipt);
            entry.Hash.Should().Be(hash);
            head = new HistoryHead(entry.Sequence, entry.Hash);
        }

        head.Sequence.Should().Be(4);
    }

    [Fact]
    public void Given_APayload_When_ItsDigestIsAsked_Then_ItIsThatOfAllItsBytes() =>
        HistoryChain.DigestOf(new HistoryEntry(default, 3, default, "", new SealedRecord(1, [], []))).Should().Be("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
