namespace Kpm.Functions.Web.Pages;

/// <summary>What a page says and offers. Everything is text; what shows it escapes it.</summary>
internal sealed record Page
{
    public int Status { get; init; } = 200;

    public required string Title { get; init; }

    /// <summary>Paragraphs below the title.</summary>
    public IReadOnlyList<string> Text { get; init; } = [];

    /// <summary>Why what was asked was not done.</summary>
    public string? Fault { get; init; }

    public IReadOnlyList<PageFact> Facts { get; init; } = [];

    public IReadOnlyList<PageSection> Sections { get; init; } = [];

    /// <summary>Never the fields: a form holds a token.</summary>
    public override string ToString() => nameof(Page);
}

/// <summary>One line of a certificate.</summary>
internal sealed record PageFact(string Name, string Value);

/// <summary>One thing that the reader can do: a form to send or a place to go to.</summary>
internal sealed record PageSection
{
    /// <summary>Null when there is only one thing to do, which the title names.</summary>
    public string? Heading { get; init; }

    public IReadOnlyList<string> Text { get; init; } = [];

    public PageForm? Form { get; init; }

    public PageLink? Link { get; init; }

    /// <summary>A code that the reader can copy.</summary>
    public string? Code { get; init; }

    public override string ToString() => nameof(PageSection);
}

/// <summary>Where to go on.</summary>
internal sealed record PageLink(string Target, string Text);

/// <summary>A form that posts the token of a link.</summary>
/// <param name="Action">Where to, below the base path.</param>
/// <param name="TokenField">The name of the token's field.</param>
/// <param name="Token">From the link.</param>
/// <param name="Button">What the button says.</param>
internal sealed record PageForm(string Action, string TokenField, string Token, string Button)
{
    public IReadOnlyList<PageField> Fields { get; init; } = [];

    public override string ToString() => nameof(PageForm);
}

/// <summary>Something to fill in; always required.</summary>
internal sealed record PageField(string Name, string Label, string Type, string Autocomplete, int MinimumLength, int MaximumLength)
{
    public string? Hint { get; init; }

    public string Value { get; init; } = "";
}
