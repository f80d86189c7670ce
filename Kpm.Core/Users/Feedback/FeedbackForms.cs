using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.Feedback;

/// <summary>All forms, the oldest first.</summary>
public static class FeedbackForms
{
    public static ImmutableArray<FeedbackForm> All { get; } =
    [
        new(
            "1",
            new Timestamp(1_646_438_400_000),
            new LocalizedText("Feedback", "Opinió", "Opinión"),
            [
                new("ad2s", 1, new("Did you understand what the app is for?", "Has entès per a què serveix l’aplicació?", "¿Has entendido para qué sirve la aplicación?"), QuestionType.Boolean),
                new("b34s", 2, new("Does it solve a need of yours? Which one?", "Et resol alguna necessitat? Quina?", "¿Te resuelve alguna necesidad? ¿Cuál?"), QuestionType.Text),
                new("c37l", 3, new("Would you use it? How often?", "La faries servir? Amb quina freqüència?", "¿La usarías? ¿Con qué frecuencia?"), QuestionType.Text),
                new("dc38", 4, new("Would you pay for it? How much?", "Pagaries per fer-la servir? Quant?", "¿Pagarías por usarla? ¿Cuánto?"), QuestionType.Text),
                new("e93k", 5, new("Is there anything else you would like to tell us?", "Ens vols dir alguna cosa més?", "¿Quieres decirnos algo más?"), QuestionType.Text),
            ]),
        new(
            "19e613d8-81b1-49f6-9e7e-296a2733bab4",
            new Timestamp(1_646_438_400_000),
            new LocalizedText("Report bugs", "Informa d’errors", "Informa de errores"),
            [
                new("a2l3", 1, new("What happened, and what were you doing?", "Què ha passat i què estaves fent?", "¿Qué ha pasado y qué estabas haciendo?"), QuestionType.Text),
            ]),
        new(
            "a28bbdd6-457a-4025-9299-15548e10a8e5",
            new Timestamp(1_648_684_800_000),
            new LocalizedText("General feedback", "Opinió general", "Opinión general"),
            [
                new("s2xd", 1, new("What do you like, and what would you change?", "Què t’agrada i què canviaries?", "¿Qué te gusta y qué cambiarías?"), QuestionType.Text),
                new(
                    "x34d",
                    2,
                    new(
                        "What does not work? You can send screenshots to info@keepem.app.",
                        "Què no funciona? Pots enviar captures de pantalla a info@keepem.app.",
                        "¿Qué no funciona? Puedes enviar capturas de pantalla a info@keepem.app."),
                    QuestionType.Text),
                new("gh9l", 3, new("Is anything unclear to you?", "Tens algun dubte?", "¿Tienes alguna duda?"), QuestionType.Text),
            ]),
    ];

    public static FeedbackForm? Find(string? id) => All.FirstOrDefault(form => form.Id == id);

    /// <summary>One page of the forms.</summary>
    public static Page<FeedbackForm> PageOf(PageRequest page)
    {
        var forms = page.Descending ? All.Reverse() : All;
        return new Page<FeedbackForm>([.. forms.Skip(page.Offset).Take(page.Size)], All.Length, page.Number, page.Size);
    }
}
