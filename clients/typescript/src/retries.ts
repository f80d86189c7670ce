const Attempts = 4;
const LongestPauseSeconds = 30;

/**
 * Sends a request again when no answer came, or one that says that the system could not answer now. Safe for every request of Kpm: GET, PUT,
 * PATCH and DELETE are safe to repeat, and a POST is by its `Idempotency-Key`, which stays the same.
 */
export async function fetchWithRetries(request: Request, send: (request: Request) => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await send(request.clone());
      if (attempt === Attempts || !(await isWorthRepeating(response))) return response;
      await pause(Number(response.headers.get("Retry-After")) || 2 ** attempt / 10);
    } catch (error) {
      if (attempt === Attempts || request.signal.aborted || !mayRepeat(request)) throw error;
      await pause(2 ** attempt / 10);
    }
  }
}

/** A POST without a key starts a session: the person is there to try again. */
function mayRepeat(request: Request): boolean {
  return request.method !== "POST" || request.headers.has("Idempotency-Key");
}

async function isWorthRepeating(response: Response): Promise<boolean> {
  if ([502, 503, 504].includes(response.status)) return true;
  if (response.status !== 409) return false;
  const problem: unknown = await response.clone().json().catch(() => undefined);
  return (problem as { code?: unknown } | undefined)?.code === "request_in_progress";
}

function pause(seconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, Math.min(seconds, LongestPauseSeconds) * 1000));
}
