using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets.Receipt;

/// <summary>Figures made by another program (Python) after docs/receipt-format.md; what they are today they must be for ever.</summary>
public sealed class CommitmentsTests
{
    private const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];
    private static readonly AssetId Asset = new(Guid.Parse("019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b"));

    [Fact]
    public void Given_TheVector_When_Committed_Then_SaltAndCommitmentAreTheSame()
    {
        Commitments.SaltOf(Secret, Asset).Should().Be("7a8ffe449134acd2d0c1c946816b7f3badc98ad027451c12147de955ad8ffa56");
        Commitments.Of(Secret, Asset, Abc).Should().Be("20e2d46af0c5ac5b93f4290b25b9144fb75cb718ea7c99e0251ef3b996389956");
    }
}
