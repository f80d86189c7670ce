using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets.Uploads;

public sealed class DeclaredFileTests
{
    private static readonly string A = new('a', 64);
    private static readonly string B = new('b', 64);

    [Fact]
    public void Given_parts_in_any_order_and_case_When_declared_Then_they_are_the_same()
    {
        var one = Declare((2, A), (1, B.ToUpperInvariant()));
        one.Parts.Should().Equal(new DeclaredPart(1, B), new DeclaredPart(2, A));
        one.Fingerprint.Should().Be(Declare((1, B), (2, A)).Fingerprint);
    }

    [Fact]
    public void Given_other_parts_or_another_digest_When_declared_Then_the_fingerprint_differs() =>
        new[]
        {
            Declare().Fingerprint,
            Declare((1, A)).Fingerprint,
            Declare((1, B)).Fingerprint,
            Declare((2, A)).Fingerprint,
            Declare((1, A), (2, A)).Fingerprint,
            DeclaredFile.Check([new PartDraft(1, A)], A).Value.Fingerprint,
        }.Should().OnlyHaveUniqueItems();

    [Fact]
    public void Given_wrong_fields_When_checked_Then_each_is_named()
    {
        Pointers([null, new PartDraft(0, A), new PartDraft(10_001, A), new PartDraft(5, "x"), new PartDraft(5, A), new PartDraft(null, null)], null)
            .Should().Equal("/parts/0/number", "/parts/0/sha256", "/parts/1/number", "/parts/1/number", "/parts/2/number", "/parts/3/sha256", "/parts/4/number", "/parts/5/number", "/parts/5/number", "/parts/5/sha256");
        Pointers(null, "z").Should().Equal("/parts", "/sha256");
        Pointers([.. Enumerable.Range(1, 10_001).Select(number => new PartDraft(number, A))], null).Should().Equal("/parts");
    }

    [Fact]
    public void Given_what_arrived_When_it_is_what_was_declared_Then_there_is_a_table_by_number()
    {
        var table = Declare((9, A), (1, B)).Match([Arrived(9, A), Arrived(1, B)]).Value;
        table.Parts.Select(part => part.Number).Should().Equal(1, 9);
        table.SizeBytes.Should().Be(20);
        Declare().Match([]).Value.SizeBytes.Should().Be(0);
    }

    [Fact]
    public void Given_what_arrived_When_it_is_not_what_was_declared_Then_it_is_refused()
    {
        Declare((1, A), (2, A)).Match([Arrived(1, A)]).Error.Should().Be(new PartMissing(2));
        Declare((1, A)).Match([Arrived(1, A), Arrived(3, A)]).Error.Should().Be(new PartNotNamed(3));
        Declare((1, A)).Match([Arrived(1, B)]).Error.Should().BeOfType<DigestMismatch>();
    }

    private static DeclaredFile Declare(params (int Number, string Sha256)[] parts) => DeclaredFile.Check([.. parts.Select(part => new PartDraft(part.Number, part.Sha256))], null).Value;

    private static ArrivedPart Arrived(int number, string sha256) => new(number, new Guid(number, 15, 0, [0, 0, 0, 0, 0, 0, 0, 0]), 10, sha256, AssetWorld.Now);

    private static IEnumerable<string> Pointers(IReadOnlyList<PartDraft?>? parts, string? sha256) =>
        DeclaredFile.Check(parts, sha256).Error.Should().BeOfType<ValidationFailed>().Which.Fields.Select(field => field.Pointer);
}
