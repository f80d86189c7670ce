using System.Text.RegularExpressions;
using Kpm.Tests.Local;

namespace Kpm.Tests.Docs;

/// <summary>A guide under <c>docs/guides</c>, as far as it can be run.</summary>
/// <param name="Name">Its file, without the ending.</param>
/// <param name="Blocks">Its blocks of commands, in order.</param>
internal sealed partial record Guide(string Name, IReadOnlyList<GuideBlock> Blocks)
{
    private static readonly string Folder = Path.Combine(LocalPart.RepositoryRoot, "docs", "guides");

    /// <summary>Every guide, in the order of the table in which they are listed.</summary>
    public static IReadOnlyList<Guide> All { get; } = [.. Row().Matches(File.ReadAllText(Path.Combine(Folder, "README.md"))).Select(row => Read(row.Groups["name"].Value))];

    /// <summary>The files of the folder, without the list itself.</summary>
    public static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != "README");

    /// <summary>What the blocks of one kind say.</summary>
    public IEnumerable<string> Commands(string kind) => Blocks.Where(block => block.Kind == kind).Select(block => block.Text);

    private static Guide Read(string name) =>
        new(name, [.. Block().Matches(File.ReadAllText(Path.Combine(Folder, $"{name}.md"))).Select(block => new GuideBlock(block.Groups["kind"].Value, block.Groups["text"].Value))]);

    [GeneratedRegex(@"^\| \[[^\]]+\]\((?<name>[a-z-]+)\.md\)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"^```(?<kind>[^\n]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}

/// <summary>A block of commands.</summary>
/// <param name="Kind"><c>sh</c> changes files, <c>sh build</c> builds, <c>sh write</c> writes what is made of the build, <c>sh test</c> runs tests.</param>
/// <param name="Text">The commands.</param>
internal sealed record GuideBlock(string Kind, string Text);
