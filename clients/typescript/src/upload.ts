import type { Kpm } from "./client.ts";
import { newIdOf, success } from "./problems.ts";

/** Names an upload in parts. Keep it, and a later visit goes on where this one broke off. */
export interface OpenedUpload {
  asset: string;
  upload: string;
}

/** How a file is sent. */
export interface SendOptions {
  /** Bytes of a part; at most 95 MiB. The same at every try, or what has arrived is sent again. */
  partBytes?: number;
  /** Called with the bytes that have arrived and those of the whole file: first with what was there already, last with the two equal. */
  onProgress?: (arrived: number, total: number) => void;
  /** Breaks the sending off. What has arrived stays for 24 hours. */
  signal?: AbortSignal;
}

interface Part {
  number: number;
  sha256: string;
}

const DefaultPartBytes = 8 * 1024 * 1024;
const VerificationPauseMilliseconds = 200;

/** Opens an upload in parts for an asset that has no file yet. */
export async function openUpload(kpm: Kpm, assetId: string): Promise<OpenedUpload> {
  const { data: asset } = await success(kpm.api.GET("/assets/{assetId}", { params: { path: { assetId } } }));
  const token = new URLSearchParams(asset.upload_path?.split("?")[1]).get("authorizer_token");
  if (token === null) throw new Error("The asset has a file already.");
  const opened = kpm.api.POST("/assets/{assetId}/uploads", {
    params: { path: { assetId }, query: { authorizer_token: token } },
    body: { file_name: asset.file_name, file_type: asset.file_type },
  });
  return { asset: assetId, upload: newIdOf(await success(opened)) };
}

/**
 * Sends what of the file has not arrived yet, part by part, and waits until the system has verified the whole. Call it again after a break,
 * by the same or another client of the person.
 */
export async function sendFile(kpm: Kpm, opened: OpenedUpload, file: Blob, options: SendOptions = {}): Promise<void> {
  const path = { assetId: opened.asset, uploadId: opened.upload };
  const { partBytes = DefaultPartBytes, onProgress } = options;
  const { data: known } = await success(kpm.api.GET("/assets/{assetId}/uploads/{uploadId}", { params: { path } }));
  if (known.state === "open") {
    const there = new Map(known.parts.map((part) => [part.number, part]));
    const parts: Part[] = [];
    let arrived = known.received_bytes;
    onProgress?.(arrived, file.size);
    for (let start = 0; start < file.size; start += partBytes) {
      const number = parts.length + 1;
      const bytes = await file.slice(start, start + partBytes).arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      parts.push({ number, sha256: hex(digest) });
      if (there.get(number)?.sha256 === hex(digest)) continue;
      await sendPart(kpm, opened, number, bytes, digest, options.signal);
      arrived += bytes.byteLength - (there.get(number)?.size_bytes ?? 0);
      onProgress?.(arrived, file.size);
    }

    await success(kpm.api.POST("/assets/{assetId}/uploads/{uploadId}/complete", { params: { path }, body: { parts } }));
  }

  await verified(kpm, opened, options.signal);
}

async function sendPart(kpm: Kpm, opened: OpenedUpload, number: number, bytes: ArrayBuffer, digest: Uint8Array, signal?: AbortSignal): Promise<void> {
  const sent = kpm.api.PUT("/assets/{assetId}/uploads/{uploadId}/parts/{number}", {
    params: { path: { assetId: opened.asset, uploadId: opened.upload, number }, header: { "Content-Digest": `sha-256=:${btoa(String.fromCharCode(...digest))}:` } },
    headers: { "Content-Type": "application/octet-stream" },
    // The contract describes bytes as a string, as JSON Schema does.
    body: bytes as unknown as string,
    bodySerializer: (body) => body,
    ...(signal === undefined ? {} : { signal }),
  });
  await success(sent);
}

async function verified(kpm: Kpm, opened: OpenedUpload, signal?: AbortSignal): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const { data } = await success(kpm.api.GET("/assets/{assetId}/uploads/{uploadId}", { params: { path: { assetId: opened.asset, uploadId: opened.upload } } }));
    if (data.state === "completed") return;
    if (data.state !== "completing") throw new Error(`The upload is ${data.state}: ${data.problem ?? "no problem is told"}.`);
    await new Promise((resume) => setTimeout(resume, VerificationPauseMilliseconds));
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
