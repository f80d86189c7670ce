using System.Globalization;
using System.Text;
using Kpm.Local.Cosmos.Http;

namespace Kpm.Local.Cosmos.Queries;

internal enum TokenKind
{
    /// <summary>A keyword, function name or property name.</summary>
    Word,
    Parameter,
    Number,
    Text,
    Symbol,
    End,
}

/// <summary>One token; <c>Start</c> and <c>End</c> are offsets in the query text. <c>Value</c> is unescaped for text.</summary>
internal readonly record struct Token(TokenKind Kind, string Value, int Start, int End);

/// <summary>Cuts query text into tokens.</summary>
internal sealed class Tokenizer(string text)
{
    private static readonly string[] Symbols = ["<=", ">=", "!=", "<>", "??", "=", "<", ">", "(", ")", "[", "]", "{", "}", ",", ".", ":", "*", "-"];
    private int _at;

    public static List<Token> Tokenize(string text)
    {
        var tokenizer = new Tokenizer(text);
        var tokens = new List<Token>();
        do tokens.Add(tokenizer.Next());
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private Token Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
        if (_at == text.Length) return new Token(TokenKind.End, "", _at, _at);
        var start = _at;
        var first = text[_at];
        if (char.IsLetter(first) || first is '_' or '$') return Cut(TokenKind.Word, start, IsNamePart);
        if (first == '@')
        {
            _at++;
            return Cut(TokenKind.Parameter, start, IsNamePart);
        }

        if (char.IsAsciiDigit(first)) return Number(start);
        if (first is '\'' or '"') return Text(start, first);
        var symbol = Array.Find(Symbols, candidate => string.CompareOrdinal(text, start, candidate, 0, candidate.Length) == 0)
            ?? throw CosmosError.BadRequest($"Syntax error, incorrect syntax near '{first}'.");
        _at += symbol.Length;
        return new Token(TokenKind.Symbol, symbol, start, _at);
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_' || c == '$';

    private Token Cut(TokenKind kind, int start, Func<char, bool> belongs)
    {
        while (_at < text.Length && belongs(text[_at])) _at++;
        return new Token(kind, text[start.._at], start, _at);
    }

    private Token Number(int start)
    {
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '.' || (text[_at] is '+' or '-' && text[_at - 1] is 'e' or 'E'))) _at++;
        var number = text[start.._at];
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? new Token(TokenKind.Number, number, start, _at)
            : throw CosmosError.BadRequest($"Syntax error, '{number}' is no number.");
    }

    private Token Text(int start, char quote)
    {
        var value = new StringBuilder();
        for (_at++; _at < text.Length && text[_at] != quote; _at++) value.Append(text[_at] == '\\' ? Escaped() : text[_at]);
        if (_at == text.Length) throw CosmosError.BadRequest("Syntax error, a string has no end.");
        _at++;
        return new Token(TokenKind.Text, value.ToString(), start, _at);
    }

    private char Escaped()
    {
        if (++_at == text.Length) throw CosmosError.BadRequest("Syntax error, a string has no end.");
        switch (text[_at])
        {
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when _at + 4 < text.Length && ushort.TryParse(text.AsSpan(_at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            case var c when c is '\'' or '"' or '\\' or '/': return c;
            default: throw CosmosError.BadRequest($"Syntax error, '\\{text[_at]}' is no escape sequence.");
        }
    }
}
