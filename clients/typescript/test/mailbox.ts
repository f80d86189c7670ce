import { eventually } from "./eventually.ts";

interface Mail {
  to: string;
  text: string;
}

/** Waits for the mail to an address that has a link with a token of this name, and takes the token out of it. */
export async function mailedToken(mailbox: string, to: string, name: string): Promise<string> {
  const link = new RegExp(`https?://\\S+[?&]${name}=[^\\s&]+`);
  const find = async (): Promise<string | undefined> => {
    const mails = (await (await fetch(`${mailbox}/mails?to=${encodeURIComponent(to)}`)).json()) as Mail[];
    return mails.map((mail) => link.exec(mail.text)?.[0]).findLast((found) => found !== undefined);
  };
  return new URL((await eventually(`a mail with ${name}`, find, (found) => found !== undefined))!).searchParams.get(name)!;
}
