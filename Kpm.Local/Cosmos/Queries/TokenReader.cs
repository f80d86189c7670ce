using Kpm.Local.Cosmos.Http;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>Reads tokens in order and keeps the text they came from.</summary>
internal sealed class TokenReader(string text)
{
    private readonly List<Token> _tokens = Tokenizer.Tokenize(text);
    private int _next;

    public Token Current => _tokens[_next];

    public Token Following => _tokens[Math.Min(_next + 1, _tokens.Count - 1)];

    public Token Take() => Current.Kind == TokenKind.End ? throw Unexpected() : _tokens[_next++];

    /// <summary>Whether the current token is this symbol or, in any case, this keyword.</summary>
    public bool Is(string expected) => Matches(Current, expected);

    public bool IsFollowing(string expected) => Matches(Following, expected);

    public bool TryTake(string expected)
    {
        if (!Is(expected)) return false;
        _next++;
        return true;
    }

    public void Require(string expected)
    {
        if (!TryTake(expected)) throw CosmosError.BadRequest($"Syntax error, incorrect syntax near '{Current.Value}', '{expected}' expected.");
    }

    public string RequireName() => Current.Kind == TokenKind.Word ? Take().Value : throw Unexpected();

    /// <summary>The query text that <paramref name="read"/> consumed.</summary>
    public (T Value, string Text) WithText<T>(Func<T> read)
    {
        var start = Current.Start;
        var value = read();
        return (value, text[start.._tokens[_next - 1].End]);
    }

    public CosmosError Unexpected() => CosmosError.BadRequest(Current.Kind == TokenKind.End
        ? "Syntax error, the query ends too early."
        : $"Syntax error, incorrect syntax near '{Current.Value}'. The local account takes a subset of the query language only.");

    private static bool Matches(Token token, string expected) =>
        token.Kind is TokenKind.Word or TokenKind.Symbol && string.Equals(token.Value, expected, StringComparison.OrdinalIgnoreCase);
}
