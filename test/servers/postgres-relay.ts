/** A relay before a PostgreSQL server on loopback that counts its answers, and can cut off, hold back or spoil what is said. */
import { type AddressInfo, type Socket, connect as dial, createServer } from 'node:net';

/** What meets one statement of those that `statement` finds; it happens once. */
export interface Strike {
  readonly statement: RegExp;
  /** 1, the default, is the first of them. */
  readonly nth?: number;
  /** Done while the statement waits here. */
  readonly meanwhile?: () => Promise<unknown>;
  /**
   * Where the connection is cut. before: the server never sees the statement; inside: it gets half of it; running: it has it
   * all, and we are gone before it is carried out; answer: it is carried out, and no word of that comes back.
   */
  readonly cut?: 'before' | 'inside' | 'running' | 'answer';
}

export interface PostgresRelay {
  readonly url: string;
  /** Answers that came through, logins too: each ends with ReadyForQuery (docs/current/protocol-message-formats). */
  readonly answers: number;
  /** Every statement that came this way, those that were cut off too. */
  readonly statements: readonly string[];
  /** From now on so many answers come through; the next one loses its end, as does each after it. Null: all come through. */
  cutAfter(answers: number | null): void;
  /** Answers whether it happened. */
  strike(strike: Strike): () => boolean;
  /** Rows of one column that is a number come as something else. */
  spoilNumbers(spoil: boolean): void;
  close(): Promise<void>;
}

const READY = 'Z'.charCodeAt(0);
const ROW = 'D'.charCodeAt(0);
const QUERY = 'Q'.charCodeAt(0);
const PARSE = 'P'.charCodeAt(0);

export async function startPostgresRelay(port: number): Promise<PostgresRelay> {
  const sockets = new Set<Socket>();
  const statements: string[] = [];
  const strikes: { readonly strike: Strike; seen: number; fired: boolean }[] = [];
  let answers = 0;
  let last: number | null = null;
  let isSpoiling = false;

  /** Null: here it is cut off. */
  function passed(message: Buffer): Buffer | null {
    if (message[0] === ROW && isSpoiling) return spoiled(message);
    if (message[0] !== READY) return message;
    if (last !== null && answers >= last) return null;
    answers += 1;
    return message;
  }

  function struck(text: string): Strike | null {
    let found: Strike | null = null;
    for (const one of strikes) {
      if (one.fired || found !== null || !one.strike.statement.test(text)) continue;
      one.seen += 1;
      if (one.seen !== (one.strike.nth ?? 1)) continue;
      one.fired = true;
      found = one.strike;
    }
    return found;
  }

  const server = createServer((client) => {
    const upstream = dial(port, '127.0.0.1');
    let isMuted = false;
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      // Else each question waits for the other side to acknowledge the one before.
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', () => {
        sockets.delete(socket);
        // What is to be carried out is, also where nobody waits for it any more.
        if (socket !== client || !isMuted) end();
      });
    }

    /** False: the connection is gone. */
    async function sent(message: Buffer): Promise<boolean> {
      const text = statementOf(message);
      if (text === null) return upstream.write(message) || true;
      statements.push(text);
      const strike = struck(text);
      await strike?.meanwhile?.();
      if (strike?.cut === undefined) return upstream.write(message) || true;
      if (strike.cut === 'answer') {
        isMuted = true;
        return upstream.write(message) || true;
      }
      if (strike.cut !== 'before') {
        const part = strike.cut === 'inside' ? message.subarray(0, message.length >> 1) : message;
        await new Promise((resolve) => upstream.write(part, resolve));
      }
      end();
      return false;
    }

    // The first message of a connection has no type before its length.
    let isBegun = false;
    let question: Buffer = Buffer.alloc(0);
    let turn = Promise.resolve(true);
    client.on('data', (data: Buffer) => {
      question = Buffer.concat([question, data]);
      for (;;) {
        const type = isBegun ? 1 : 0;
        if (question.length < type + 4 || question.length < type + question.readUInt32BE(type)) return;
        const length = type + question.readUInt32BE(type);
        const message = question.subarray(0, length);
        question = question.subarray(length);
        isBegun = true;
        turn = turn.then(async (isOpen) => isOpen && (await sent(message)));
      }
    });

    let rest: Buffer = Buffer.alloc(0);
    upstream.on('data', (data: Buffer) => {
      rest = Buffer.concat([rest, data]);
      const through: Buffer[] = [];
      // A type, then the length of what follows, itself counted in.
      while (rest.length >= 5 && rest.length >= 1 + rest.readUInt32BE(1)) {
        const length = 1 + rest.readUInt32BE(1);
        const message = rest.subarray(0, length);
        rest = rest.subarray(length);
        if (isMuted) {
          if (message[0] === READY) end();
          continue;
        }
        const kept = passed(message);
        if (kept === null) {
          client.end(Buffer.concat(through));
          upstream.destroy();
          return;
        }
        through.push(kept);
      }
      if (through.length > 0) client.write(Buffer.concat(through));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `postgres://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get answers() {
      return answers;
    },
    statements,
    cutAfter(more) {
      last = more === null ? null : answers + more;
    },
    strike(strike) {
      const one = { strike, seen: 0, fired: false };
      strikes.push(one);
      return () => one.fired;
    },
    spoilNumbers(spoil) {
      isSpoiling = spoil;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Query holds a text; Parse the name of a statement, then its text. */
function statementOf(message: Buffer): string | null {
  if (message[0] !== QUERY && message[0] !== PARSE) return null;
  const texts = message.subarray(5).toString('utf8').split('\0');
  return (message[0] === QUERY ? texts[0] : texts[1]) ?? '';
}

/** DataRow: type, length, number of columns, and for each its length and its text. */
function spoiled(message: Buffer): Buffer {
  const text = message.subarray(11);
  if (message.readUInt16BE(5) !== 1 || !/^\d+$/.test(text.toString('latin1'))) return message;
  return Buffer.concat([message.subarray(0, 11), Buffer.alloc(text.length, 'x')]);
}
