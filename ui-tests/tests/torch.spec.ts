import { execute } from '../support/commands';
import { CurrentKernel } from '../support/kernels';
import { expect, test } from '../support/test';

/** A network of the notebook's own class, after one step; what it predicts is kept beside the notebook. */
const TRAIN = `
import json
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(2, 8)
        self.out = nn.Linear(8, 1)

    def forward(self, x):
        return self.out(torch.tanh(self.hidden(x)))

X = torch.linspace(-1, 1, 8).reshape(4, 2)
net = Net()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
nn.functional.mse_loss(net(X), X.sum(1, keepdim=True)).backward()
optimizer.step()
with open("expected.json", "w") as file:
    json.dump(net(X).tolist(), file)
`;

const COMPARE = `
import json
import torch
X = torch.linspace(-1, 1, 8).reshape(4, 2)
with open("expected.json") as file:
    print("Net" in globals(), type(net).__name__, net(X).tolist() == json.load(file))
`;

const WEIGHTS = `
state = net.state_dict()
print(type(weights).__name__, list(weights) == list(state), all(torch.equal(weights[name], state[name]) for name in state))
`;

test('A network of the notebook’s own class comes back where nobody has the class: whole, and its weights alone', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open('net.ipynb', TRAIN, COMPARE, WEIGHTS);
  await notebooks.run(0);
  const row = panel.variable('net');
  await row.getByRole('button', { name: 'Save net' }).click();
  const save = panel.dialog('Save net as model');
  await expect(save.getByLabel('What is saved')).toContainText('Net');
  await save.getByLabel('Name').fill('own net');
  await save.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(panel.model('own net')).toContainText('v1');
  await row.getByRole('button', { name: 'Save v2 of own net' }).click();
  await expect(panel.model('own net')).toContainText('v2');

  await new CurrentKernel(page).replace();
  await expect(panel.root).toContainText('No variables yet');
  const load = panel
    .model('own net')
    .getByRole('button', { name: 'Load own net' });
  const dialog = panel.dialog('Load own net');
  await load.click();
  await expect(dialog.getByLabel('What is loaded')).toContainText('Code');
  // It is one's own: nothing has to be agreed to.
  await expect(dialog.getByRole('checkbox')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Load', exact: true }).click();
  await expect(row).toContainText('Net');
  await notebooks.run(1);
  await expect(notebooks.output(1)).toHaveText('False Net True');

  await load.click();
  await dialog.getByLabel('Part to load').selectOption('weights');
  await dialog.getByLabel('Variable').fill('weights');
  await expect(dialog.getByLabel('What is loaded')).toContainText(
    'OrderedDict'
  );
  await expect(dialog.getByLabel('What is loaded')).toContainText('Data');
  await dialog.getByRole('button', { name: 'Load', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(panel.model('own net').getByRole('progressbar')).toHaveCount(0);
  await notebooks.run(2);
  await expect(notebooks.output(2)).toHaveText('OrderedDict True True');

  await execute(page, 'open-model', { name: 'own net' });
  const sheet = page.getByRole('region', { name: 'own net' });
  await expect(sheet.getByRole('region', { name: 'Layers' })).toContainText(
    'torch.nn.modules.linear.Linear'
  );
  await expect(sheet.getByRole('region', { name: 'Tensors' })).toContainText(
    'hidden.weight'
  );
  await sheet.getByText('Code in it').click();
  await sheet.getByText('Class Net of __main__').click();
  await expect(
    sheet.getByText('return self.out(torch.tanh(self.hidden(x)))').last()
  ).toBeVisible();
});
