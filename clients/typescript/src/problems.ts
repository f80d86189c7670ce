import type { components } from "./schema.ts";

/** A refusal as the API sends it: RFC 9457 problem details with a stable `code`. */
export type Problem = components["schemas"]["Problem"];

/** What a call of the generated client gives: data, or an error whose type names the codes that the contract knows for the operation. */
export type Outcome<Data, Failure> = { data: Data; error?: never; response: Response } | { data?: never; error: Failure; response: Response };

/** An answer of success. */
export interface Success<Data> {
  data: Data;
  response: Response;
}

/** The API refused a request, and the caller had not asked to handle that. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  /** Absent when the answer was no problem document, for example because a proxy gave it. */
  readonly problem: Problem | undefined;

  constructor(response: Response, error: unknown) {
    const problem = isProblem(error) ? error : undefined;
    super(problem ? `${problem.status} ${problem.code}: ${problem.detail} (${problem.traceId})` : `${response.status} from ${response.url}`);
    this.status = response.status;
    this.problem = problem;
  }

  /** Stable, for programs; absent when the answer was no problem document. */
  get code(): string | undefined {
    return this.problem?.code;
  }
}

/** Waits for a call and gives what it answered; throws a {@link Refusal} when it was refused. */
export async function success<Data, Failure>(call: Promise<Outcome<Data, Failure>>): Promise<Success<Data>> {
  const { data, error, response } = await call;
  if (!response.ok) throw new Refusal(response, error);
  return { data: data as Data, response };
}

/** The path that a write answered, below the address of the API, with its query. */
export function locationOf(answer: { response: Response }): string {
  const location = answer.response.headers.get("Location");
  if (location === null) throw new Error(`${answer.response.url} answered no Location.`);
  return location;
}

/** The id of what a write made: the last part of the path that it answered. */
export function newIdOf(answer: { response: Response }): string {
  return locationOf(answer).split("?")[0]!.split("/").at(-1)!;
}

function isProblem(error: unknown): error is Problem {
  return typeof error === "object" && error !== null && "code" in error && "traceId" in error;
}
