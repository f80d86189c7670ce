import createClient, { type Client, type Middleware } from "openapi-fetch";
import { success } from "./problems.ts";
import { fetchWithRetries } from "./retries.ts";
import type { components, paths } from "./schema.ts";

export { locationOf, newIdOf, Refusal, success, type Problem } from "./problems.ts";
export { openUpload, sendFile, type OpenedUpload, type SendOptions } from "./upload.ts";

/** What a session goes on with. Keep it where only the person's own device reads it. */
export type Tokens = components["schemas"]["TokenResponse"];

/** How the client is made. */
export interface KpmOptions {
  /** The scheme and authority of the system, such as `https://api.example.org`. */
  origin: string;
  /** What is called instead of `fetch`, for example to count requests. */
  fetch?: (request: Request) => Promise<Response>;
  /** Tokens of an earlier session. */
  tokens?: Tokens;
}

/** Seconds before its end at which an access token is replaced. */
const RefreshAhead = 60;

/** Tokens come from these: they take no bearer of the session, and no key, because an answer with tokens is never kept. */
const SessionPaths: readonly string[] = ["/login", "/token", "/login/passkey", "/refresh", "/logout"];

/** Kpm as one person uses it: typed calls, tokens that are replaced before they end, and writes that are safe to repeat. */
export class Kpm {
  /** Every operation of the contract, typed. */
  readonly api: Client<paths>;
  #tokens: Tokens | undefined;
  #refreshing: Promise<void> | undefined;

  constructor(options: KpmOptions) {
    const send = options.fetch ?? ((request: Request) => fetch(request));
    this.#tokens = options.tokens;
    this.api = createClient<paths>({ baseUrl: `${options.origin}/api/v1`, fetch: (request) => fetchWithRetries(request, send) });
    this.api.use(this.#authentication(), idempotency);
  }

  /** The tokens of the session; absent before a log-in. */
  get tokens(): Tokens | undefined {
    return this.#tokens;
  }

  /** The id of who is logged in. */
  get userId(): string {
    if (this.#tokens === undefined) throw new Error("Nobody is logged in.");
    return this.#tokens.user_id;
  }

  /** Starts a session. `otp` is a code of the second factor, for an account that has one. */
  async logIn(email: string, password: string, otp?: string): Promise<void> {
    const body = { username: email, password, ...(otp === undefined ? {} : { otp }) };
    this.#tokens = (await success(this.api.POST("/login", { body, headers: { "Content-Type": "application/x-www-form-urlencoded" } }))).data;
  }

  /** Ends the session. */
  async logOut(): Promise<void> {
    await success(this.api.DELETE("/logout", { headers: this.#refreshBearer() }));
    this.#tokens = undefined;
  }

  /** Replaces the tokens. Done without being asked when the access token is about to end. */
  refresh(): Promise<void> {
    // Once at a time: a refresh token that is used twice ends the session.
    return (this.#refreshing ??= this.#replaceTokens().finally(() => (this.#refreshing = undefined)));
  }

  async #replaceTokens(): Promise<void> {
    this.#tokens = (await success(this.api.POST("/refresh", { headers: this.#refreshBearer() }))).data;
  }

  #refreshBearer(): Record<string, string> {
    if (this.#tokens === undefined) throw new Error("Nobody is logged in.");
    return { Authorization: `Bearer ${this.#tokens.refresh_token}` };
  }

  #authentication(): Middleware {
    return {
      onRequest: async ({ request, schemaPath }) => {
        if (this.#tokens === undefined || SessionPaths.includes(schemaPath)) return;
        if (this.#tokens.access_token_expires - RefreshAhead < Date.now() / 1000) await this.refresh();
        request.headers.set("Authorization", `Bearer ${this.#tokens.access_token}`);
      },
    };
  }
}

const idempotency: Middleware = {
  onRequest({ request, schemaPath }) {
    if (request.method !== "POST" || SessionPaths.includes(schemaPath) || request.headers.has("Idempotency-Key")) return;
    request.headers.set("Idempotency-Key", crypto.randomUUID());
  },
};
