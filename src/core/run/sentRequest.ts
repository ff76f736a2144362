import type { Answer } from '../../api/answer';
import type { Spans } from '../journal/spans';
import { summarizeAnswer } from './explainAnswer';

/** One attempt of one request. */
export interface SentRequest {
  readonly rows: Spans;
  /** 1 for the first time that these rows went out together. */
  readonly attempt: number;
  /** Epoch in milliseconds. */
  readonly sentAt: number;
  /** Absent while it is on its way, and where the run was interrupted meanwhile. */
  readonly reply?: Reply;
}

/** What came of an attempt. */
export interface Reply {
  /** Epoch in milliseconds. */
  readonly at: number;
  /** Absent where there was no reply. */
  readonly status?: number;
  /** Exotel's `request_id`, for its support. */
  readonly requestId?: string;
  /** Why the reply says nothing of single rows, a sentence; empty where it does. */
  readonly trouble: string;
}

/** What Exotel's documentation shows as a `request_id`, and no room for anything else that a server may send. */
const plainRequestId = /^[\w-]{1,64}$/;

/** @param answer with the contacts' values masked */
export function replyOf(answer: Answer, at: number): Reply {
  const { status, requestId } = { status: undefined, requestId: undefined, ...answer };
  return {
    at,
    ...(status !== undefined && { status }),
    ...(requestId !== undefined && plainRequestId.test(requestId) && { requestId }),
    trouble: summarizeAnswer(answer),
  };
}
