export { AccountPeople } from './account-people';
export { NewPerson, PeopleScreen } from './people-screen';
export { PersonScreen } from './person-screen';
export { peopleViews, usePeopleFields } from './people-spec';
