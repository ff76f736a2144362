import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { compareContact } from '../../../../src/core/preview/compareContact';
import { describeChanges } from '../../../../src/core/preview/describeChange';
import { diffTexts, mostInDiff } from '../../../../src/core/preview/diffTexts';
import { Preview } from '../../../../src/core/preview/preview';
import { sidOf } from '../../../sidOf';

const remote = `{"sid":"${sidOf(1)}","number":"+12025550100","first_name":"Asha","last_name":"","tag":"Lead","email":null,"custom_field":{"city":"Pune","age":42,"list":[1,2]},"date_updated":"2017-01-01T00:00:00Z"}`;
const compare = (fields: string) => compareContact(`{"sid":"${sidOf(1)}",${fields}}`, remote);

describe('what an update would change', () => {
  it('is a field whose value differs, and no field that is not sent', () => {
    assert.deepEqual(compare('"first_name":"Aisha","tag":"Lead"'), [
      { field: 'first_name', before: '"Asha"', after: '"Aisha"' },
    ]);
  });

  it('is not the way a value is written, and not an empty text for none', () => {
    assert.deepEqual(compare('"first_name":"\\u0041sha","last_name":"","email":"","company_name":""'), []);
    assert.deepEqual(compare('"custom_field":{"list":[1.0, 2],"age":4.2e1,"city":"Pune"}'), []);
  });

  it('is each entry of custom_field that differs, is new, or is not sent', () => {
    assert.deepEqual(compare('"custom_field":{"city":"Delhi","plan":"Gold","list":[1,2]}'), [
      { field: 'custom_field.city', before: '"Pune"', after: '"Delhi"' },
      { field: 'custom_field.plan', before: undefined, after: '"Gold"' },
      { field: 'custom_field.age', before: '42', after: undefined },
    ]);
  });

  it('is a number that differs in a digit that a double does not keep', () => {
    const sent = '{"sid":"a","custom_field":{"id":12345678901234567891}}';
    assert.equal(compareContact(sent, '{"sid":"a","custom_field":{"id":12345678901234567890}}').length, 1);
    assert.equal(compareContact(sent, sent).length, 0);
  });

  it('is told in words', () => {
    const changes = compare('"first_name":"","custom_field":{"city":"Delhi","age":42}');
    assert.equal(
      describeChanges(changes),
      'first_name: Asha → (empty); custom_field.city: Pune → Delhi; custom_field.list: [1,2] → (removed)',
    );
  });
});

describe('a preview', () => {
  const sent = (row: number, name: string) => ({ row, sent: `{"sid":"${sidOf(row)}","first_name":"${name}"}` });

  it('has every row in one state, and its counts add up', () => {
    const preview = new Preview(6);
    preview.compare(sent(0, 'Asha'), remote);
    preview.compare(sent(2, 'Aisha'), remote);
    preview.without(3, 'missing');
    preview.without(5, 'absent');
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5].map((row) => preview.state(row)),
      ['same', 'unread', 'changed', 'missing', 'unread', 'absent'],
    );
    const { total, ...counts } = preview.totals;
    assert.deepEqual(counts, { changed: 1, same: 1, missing: 1, absent: 1, unread: 2 });
    assert.equal(total, 6);
    assert.deepEqual([...preview.rowsThat('unread')], [1, 4]);
  });

  it('shows the fields that change one a line, on both sides, for so many contacts', () => {
    const preview = new Preview(2);
    const fields = '"first_name":"Ai\\nsha","custom_field":{"city":"Pune","plan":"Gold","list":[1,2]}';
    preview.compare({ row: 1, sent: `{"sid":"${sidOf(1)}",${fields}}` }, remote);
    const { before, after, contacts } = diffTexts(preview, sidOf, (row) => row + 2);
    assert.equal(contacts, 1);
    const head = `${sidOf(1)}, line 3\n`;
    assert.equal(before, `${head}  first_name: "Asha"\n  custom_field.plan:\n  custom_field.age: 42\n`);
    assert.equal(after, `${head}  first_name: "Ai\\nsha"\n  custom_field.plan: "Gold"\n  custom_field.age:\n`);
    const many = new Preview(mostInDiff + 1);
    for (let row = 0; row < many.rows; row++) many.compare(sent(row, 'Aisha'), remote);
    assert.equal(diffTexts(many, sidOf, (row) => row).contacts, mostInDiff);
  });
});
