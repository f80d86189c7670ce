using System.Text;
using CsCheck;
using Kpm.Core.Exports;

namespace Kpm.Tests.Core.Exports;

/// <summary>No name leads out of its folder, and every common file system takes it.</summary>
public sealed class EntryNameTests
{
    /// <summary>Texts that are likely to do harm.</summary>
    private static readonly Gen<string> Names = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["./\\:*?\"<>| \u0000\u001f\u202e\ud800\udc00COMNULaé家1."], 0, 40],
        Gen.String[Gen.Char["é家a. "], 150, 400]);

    [Theory]
    [InlineData("wedding.jpg", "wedding.jpg")]
    [InlineData("Carta a l’àvia – 1.txt", "Carta a l’àvia – 1.txt")]
    [InlineData("家族 👨‍👩‍👧.png", "家族 👨‍👩‍👧.png")]
    [InlineData("../../etc/passwd", ".._.._etc_passwd")]
    [InlineData("..\\..\\boot.ini", ".._.._boot.ini")]
    [InlineData("C:\\x.txt", "C__x.txt")]
    [InlineData("/", "_")]
    [InlineData("..", "file")]
    [InlineData(".", "file")]
    [InlineData("", "file")]
    [InlineData("   ", "file")]
    [InlineData(" a. . ", "a")]
    [InlineData(".hidden", ".hidden")]
    [InlineData("CON", "_CON")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("com1 .tar.gz", "_com1 .tar.gz")]
    [InlineData("LPT².x", "_LPT².x")]
    [InlineData("CONSOLE.txt", "CONSOLE.txt")]
    [InlineData("a\u0000b\u001fc\u007fd\u2028e", "a_b_c_d_e")]
    [InlineData("gpj.\u202Eexe", "gpj._exe")]
    [InlineData("e\u0301.txt", "\u00e9.txt")]
    public void Given_AName_When_MadeSafe_Then_ItStaysAsCloseAsItMay(string name, string expected) => EntryName.Of(name).Should().Be(expected);

    [Fact]
    public void Given_HalfACharacter_When_MadeSafe_Then_ItIsReplaced() => EntryName.Of("a\ud800b").Should().Be("a\ufffdb");

    [Fact]
    public void Given_ALongName_When_MadeSafe_Then_ItsExtensionStays()
    {
        EntryName.Of(new string('家', 255) + ".jpeg").Should().Be(new string('家', 65) + ".jpeg");
        EntryName.Of("a." + new string('b', 300)).Should().Be("a." + new string('b', 198));
    }

    [Fact]
    public void Given_ATakenName_When_ItIsNumbered_Then_TheNumberStandsBeforeTheExtension()
    {
        EntryName.Of("a.tar.gz", 2).Should().Be("a.tar (2).gz");
        EntryName.Of(".hidden", 3).Should().Be(".hidden (3)");
    }

    [Fact]
    public void Given_AnyText_When_MadeSafe_Then_TheNameIsSafe() => Gen.Select(Names, Gen.Int[1, 12]).Sample((text, ordinal) =>
    {
        var name = EntryName.Of(text, ordinal);

        name.Should().NotBeEmpty().And.NotBe(".").And.NotBe("..");
        name.IndexOfAny(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\u202e']).Should().Be(-1);
        name.Any(char.IsControl).Should().BeFalse();
        name.Should().NotEndWith(".").And.NotEndWith(" ").And.NotStartWith(" ");
        Encoding.UTF8.GetByteCount(name).Should().BeLessThanOrEqualTo(EntryName.MaximumBytes + 5);
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)).Should().Be(name);
        EntryName.Of(EntryName.Of(text)).Should().Be(EntryName.Of(text), "what is safe stays as it is");
    });
}
