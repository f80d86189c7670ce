using System.Globalization;
using Kpm.Core.Users.User;
using Kpm.Functions.Web.Pages;

namespace Kpm.Functions.Users.Pages;

/// <summary>The field for a password that is not yet one.</summary>
internal static class PasswordField
{
    public static PageField New(PageWords words, string name, string label) =>
        new(name, words.Say(label), "password", "new-password", PasswordRule.MinimumLength, PasswordRule.MaximumLength)
        {
            Hint = words.Say("password.hint", ("least", PasswordRule.MinimumLength.ToString(CultureInfo.InvariantCulture))),
        };
}
