import {
  accountAndPeopleRedaction,
  accountRedaction,
  cancelDataControlRequest,
  dataAccess,
  dataControlRequests,
  peopleSoftDeletion,
  rightToBeForgotten,
} from '../resources/data_control.js';

/** What is done about the data of people who ask for it. */
export const area = {
  resources: { data_control_requests: dataControlRequests },
  operations: {
    account_and_people_redaction: accountAndPeopleRedaction,
    account_redaction: accountRedaction,
    cancel_data_control_request: cancelDataControlRequest,
    data_access: dataAccess,
    people_soft_deletion: peopleSoftDeletion,
    right_to_be_forgotten: rightToBeForgotten,
  },
};
