import type { Areas } from '@cadenza/contract';
import {
  cancelRequest,
  dataControlRequests,
  requestAccess,
  requestForAccount,
  requestForPeople,
} from '../../domain/privacy/index.js';
import type { HandlersOf } from '../handler-types.js';

const { view } = dataControlRequests;

/** What is done about the data of people who ask for it. */
export const area: HandlersOf<Areas['privacy']> = {
  resources: { data_control_requests: dataControlRequests },
  operations: {
    account_and_people_redaction: {
      write: async (command, { body }) => {
        const id = await requestForAccount(command, 'account_and_people_redaction', body);
        return (render) => render(view, id);
      },
    },
    account_redaction: {
      write: async (command, { body }) => {
        const id = await requestForAccount(command, 'account_redaction', body);
        return (render) => render(view, id);
      },
    },
    cancel_data_control_request: {
      write: async (command, { params: { id } }) => {
        await cancelRequest(command, id);
        return (render) => render(view, id);
      },
    },
    data_access: {
      write: async (command, { body }) => {
        const id = await requestAccess(command, body);
        return (render) => render(view, id);
      },
    },
    people_soft_deletion: {
      write: async (command, { body }) => {
        const id = await requestForPeople(command, 'people_soft_deletion', body);
        return (render) => render(view, id);
      },
    },
    right_to_be_forgotten: {
      write: async (command, { body }) => {
        const id = await requestForPeople(command, 'right_to_be_forgotten', body);
        return (render) => render(view, id);
      },
    },
  },
};
