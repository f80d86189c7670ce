const Patience = 60_000;
const Pause = 50;

/** Asks again until the answer satisfies. */
export async function eventually<T>(what: string, ask: () => Promise<T>, satisfies: (answer: T) => boolean): Promise<T> {
  for (const end = Date.now() + Patience; ; ) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (Date.now() > end) throw new Error(`Never happened: ${what}. Last seen: ${JSON.stringify(answer)}`);
    await new Promise((resume) => setTimeout(resume, Pause));
  }
}
