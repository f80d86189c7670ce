using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Functions.Assets;

/// <summary>A receiver as a request names them: by an id or a reference, or by address and name.</summary>
[JsonConverter(typeof(ReceiverConverter))]
internal sealed record ReceiverBody(string? Reference, string? Email, string? Name)
{
    /// <summary>Sorts the receivers into those with an id and those with an address. Error: <see cref="ValidationFailed"/> at the place of each that is neither.</summary>
    public static Result<(IReadOnlyList<UserId> Ids, IReadOnlyList<Invitee> Invited)> Sort(IReadOnlyList<ReceiverBody>? receivers)
    {
        var ids = new List<UserId>();
        var invited = new List<Invitee>();
        var errors = new List<FieldError>();
        for (var i = 0; i < (receivers?.Count ?? 0); i++)
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"/receivers/{i}");
            if (receivers![i] is not { } receiver) errors.Add(new FieldError(pointer, new NotAReceiver()));
            else if (receiver.Reference is null) receiver.AddTo(invited, pointer, errors);
            else if (EntityId.TryParse<UserId>(receiver.Reference, out var id)) ids.Add(id);
            else errors.Add(new FieldError(pointer, new NotAnId()));
        }

        return errors.Count > 0 ? new ValidationFailed(errors) : (ids, invited);
    }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ReceiverBody);

    private void AddTo(List<Invitee> invited, string pointer, List<FieldError> errors)
    {
        var email = EmailAddress.Parse(Email);
        var name = (Name ?? "").Trim();
        if (email.IsFailure) errors.Add(new FieldError($"{pointer}/email", new NotAnAddress()));
        if (name.EnumerateRunes().Count() is < 1 or > Invitee.MaximumNameLength) errors.Add(new FieldError($"{pointer}/name", new WrongLength(Invitee.MaximumNameLength)));
        if (!email.IsFailure) invited.Add(new Invitee(email.Value.Value, email.Value.NormalizedKey, name));
    }

    /// <summary>A text is a reference, an object an address and a name.</summary>
    internal sealed class ReceiverConverter : JsonConverter<ReceiverBody>
    {
        public override ReceiverBody Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String) return new ReceiverBody(reader.GetString(), null, null);
            if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
            using var address = JsonDocument.ParseValue(ref reader);
            return new ReceiverBody(null, TextIn(address.RootElement, "email"), TextIn(address.RootElement, "name"));
        }

        public override void Write(Utf8JsonWriter writer, ReceiverBody value, JsonSerializerOptions options) => throw new NotSupportedException();

        /// <summary>Null also when it is no text: it is refused at its place with the others.</summary>
        private static string? TextIn(JsonElement address, string field)
        {
            var value = address.EnumerateObject().LastOrDefault(member => member.Name.Equals(field, StringComparison.OrdinalIgnoreCase)).Value;
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
    }
}
