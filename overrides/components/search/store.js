// Fetches the pieces of the index a query needs, each once, and keeps what was read.

const PATIENCE = 15000; // ms

const isGzip = bytes => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function unpack(bytes) {
  if (!isGzip(bytes)) return bytes; // a server that knows gzip has unpacked it already
  const { writable, readable } = new DecompressionStream("gzip");
  const writer = writable.getWriter(); // a Blob would take the bytes through the browser's own process and back
  writer.write(bytes).catch(() => {}); // what is wrong with them is told by the other end
  writer.close().catch(() => {});
  return new Uint8Array(await new Response(readable).arrayBuffer());
}

async function download(get, url) {
  const response = await get(url, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${response.status}: ${url}`);
  return unpack(new Uint8Array(await response.arrayBuffer()));
}

/** A store over one folder of the index, reached with `get` (as `fetch`). `read(name, parse)` gives what `parse` made of the file; failures are tried again next time. */
export function makeStore(folder, get = (url, options) => fetch(url, options)) {
  const kept = new Map();
  return {
    read(name, parse) {
      if (!kept.has(name)) {
        const value = download(get, new URL(`${name}.idx`, folder)).then(parse);
        value.catch(() => kept.delete(name));
        kept.set(name, value);
      }
      return kept.get(name);
    },
  };
}

const decoder = new TextDecoder("utf-8", { fatal: true });

export const readText = bytes => decoder.decode(bytes);

export const readJson = bytes => JSON.parse(readText(bytes));
